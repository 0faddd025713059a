-- Q:         Which mentions were found and not counted, and why?
-- expects:   reason, section, mentions, texts
SELECT coalesce(reason, 'no reason given') AS reason, section, count(*) AS mentions, count(DISTINCT text_hash) AS texts
FROM core.mention
WHERE NOT counts
GROUP BY reason, section
ORDER BY mentions DESC, reason, section;
