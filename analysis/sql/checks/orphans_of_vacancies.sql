-- check:     Whatever names a vacancy names one that stands in its table, and every vacancy has a posting.
-- question:  Which rows point to no vacancy, and which vacancies to nothing?
-- delta:     by vacancy_id
SELECT 'core.posting without vacancy' AS made, posting_key AS key, 1 AS rows
FROM core.posting ANTI JOIN core.vacancy USING (vacancy_id)
UNION ALL
SELECT 'core.vacancy without posting', vacancy_id, 1 FROM core.vacancy ANTI JOIN core.posting USING (vacancy_id)
UNION ALL
SELECT 'core.vacancy_skill without vacancy that counts', vacancy_id, count(*)
FROM core.vacancy_skill ANTI JOIN (SELECT vacancy_id FROM core.vacancy WHERE counted) USING (vacancy_id)
GROUP BY vacancy_id
UNION ALL
SELECT 'core.spell without vacancy', vacancy_id, count(*)
FROM core.spell ANTI JOIN core.vacancy USING (vacancy_id) GROUP BY vacancy_id
UNION ALL
SELECT 'core.place without vacancy', vacancy_id, count(*)
FROM core.place ANTI JOIN core.vacancy USING (vacancy_id) GROUP BY vacancy_id
ORDER BY made, key;
