-- check:     Every vacancy names an employer that stands in its table, every merged duplicate a posting.
-- question:  Which rows point to nothing?
-- caveat:    Texts, vacancies and postings that are named are looked for in orphans_of_texts, orphans_of_vacancies and
--            orphans_of_postings.
SELECT 'core.vacancy without employer' AS made, vacancy_id AS key, 1 AS rows
FROM core.vacancy ANTI JOIN core.employer USING (employer_id)
UNION ALL
SELECT 'core.duplicate_edge without posting', posting_key, count(*)
FROM core.duplicate_edge ANTI JOIN core.posting USING (posting_key) GROUP BY posting_key
ORDER BY made, key;
