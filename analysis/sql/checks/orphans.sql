-- check:     Whatever names a text, vacancy, posting, employer or skill names one that stands in its table.
-- question:  Which rows point to nothing?
SELECT 'core.mention without text' AS made, text_hash AS key, count(*) AS rows
FROM core.mention ANTI JOIN raw.text USING (text_hash) GROUP BY text_hash
UNION ALL
SELECT 'core.posting without text', posting_key, 1 FROM core.posting ANTI JOIN raw.text USING (text_hash)
UNION ALL
SELECT 'core.posting without vacancy', posting_key, 1 FROM core.posting ANTI JOIN core.vacancy USING (vacancy_id)
UNION ALL
SELECT 'core.vacancy without posting', vacancy_id, 1 FROM core.vacancy ANTI JOIN core.posting USING (vacancy_id)
UNION ALL
SELECT 'core.vacancy without employer', vacancy_id, 1 FROM core.vacancy ANTI JOIN core.employer USING (employer_id)
UNION ALL
SELECT 'core.vacancy_skill without vacancy that counts', vacancy_id, count(*)
FROM core.vacancy_skill ANTI JOIN (SELECT vacancy_id FROM core.vacancy WHERE counted) USING (vacancy_id)
GROUP BY vacancy_id
UNION ALL
SELECT 'core.spell without vacancy', vacancy_id, count(*)
FROM core.spell ANTI JOIN core.vacancy USING (vacancy_id) GROUP BY vacancy_id
UNION ALL
SELECT 'core.posting_spell without posting', posting_key, count(*)
FROM core.posting_spell ANTI JOIN core.posting USING (posting_key) GROUP BY posting_key
UNION ALL
SELECT 'core.place without vacancy', vacancy_id, count(*)
FROM core.place ANTI JOIN core.vacancy USING (vacancy_id) GROUP BY vacancy_id
UNION ALL
SELECT 'core.duplicate_edge without posting', posting_key, count(*)
FROM core.duplicate_edge ANTI JOIN core.posting USING (posting_key) GROUP BY posting_key
ORDER BY made, key;
