-- check:     Every counted mention names a skill of the taxonomy that came with it.
-- question:  Which counted mentions would silently stand in no mart?
SELECT m.skill_id, count(*) AS mentions
FROM core.mention AS m
ANTI JOIN core.skill USING (skill_id)
WHERE m.counts
GROUP BY m.skill_id
ORDER BY m.skill_id;
