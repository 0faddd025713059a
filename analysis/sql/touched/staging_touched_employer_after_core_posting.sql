-- question:  Which employers have vacancies that other postings belong to now?
-- grain:     one row per vacancy whose postings changed
-- columns:   key  number of the employer
WITH moved AS (
  SELECT vacancy_id
  FROM diff_core_posting
  GROUP BY posting_key, vacancy_id
  HAVING count(*) FILTER (came) <> count(*) FILTER (NOT came)
)
SELECT n.e AS key
FROM core.vacancy AS v
JOIN staging.employer_number AS n USING (employer_id)
SEMI JOIN moved AS m USING (vacancy_id)
