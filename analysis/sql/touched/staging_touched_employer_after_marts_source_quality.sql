-- question:  Which employers have vacancies from sources that are quarantined now, or no longer?
-- grain:     one row per posting of such a source
-- columns:   key  number of the employer
WITH turned AS (
  SELECT source
  FROM diff_marts_source_quality
  GROUP BY source, quarantined
  HAVING count(*) FILTER (came) <> count(*) FILTER (NOT came)
)
SELECT n.e AS key
FROM core.posting AS p
JOIN core.vacancy AS v USING (vacancy_id)
JOIN staging.employer_number AS n ON n.employer_id = v.employer_id
SEMI JOIN turned AS t ON t.source = p.source
