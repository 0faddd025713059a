-- question:  Who advertises openings of others: agencies, job sites and the like?
-- grain:     one row per such employer
-- columns:   employer_id  employer
--            why          listed in agencies.csv; name: its name says so; copies: its texts stand under the names of
--                         two other employers or more
-- params:    $agencies_csv
-- depends:   macros.employer_key, core.legal_form, staging.posting, core.duplicate_edge
-- caveat:    A vacancy that an agency and somebody else advertise belongs to the other. One that an agency alone
--            advertises stays the agency's, because whose it is cannot be known.
CREATE TABLE core.agency AS
WITH listed AS (
  SELECT DISTINCT employer_key(company) AS employer_id
  FROM read_csv($agencies_csv, header = true, columns = {company: 'VARCHAR'})
),
employer AS (SELECT DISTINCT employer_id FROM staging.posting WHERE named),
copied AS (
  SELECT a.employer_id AS one, b.employer_id AS other
  FROM core.duplicate_edge AS e
  JOIN staging.posting AS a USING (posting_key)
  JOIN staging.posting AS b ON b.posting_key = e.first_key
  WHERE e.rule = 'copied_text' AND a.named AND b.named
),
copier AS (
  SELECT employer_id
  FROM (SELECT one AS employer_id, other FROM copied UNION SELECT other, one FROM copied)
  GROUP BY employer_id
  HAVING count(DISTINCT other) >= 2
)
SELECT employer_id,
  CASE
    WHEN employer_id IN (SELECT l.employer_id FROM listed AS l) THEN 'listed'
    WHEN regexp_matches(employer_id, '\b(recruit(ing|ment|ers?)|staffing|headhunt(ing|ers?)|talent solutions)\b')
      AND NOT regexp_matches(employer_id, '\bis recruiting\b')
      THEN 'name'
    WHEN employer_id IN (SELECT c.employer_id FROM copier AS c) THEN 'copies'
  END AS why
FROM employer
WHERE why IS NOT NULL
ORDER BY employer_id;
