-- question:  Who advertises?
-- grain:     one row per employer; postings that name nobody form one row per board
-- columns:   employer_id  name without case, accents, punctuation and legal form; unnamed:source:board for unnamed ones
--            name         most frequent spelling; the employer_id where only the address of a job board names it
--            named        false for the unnamed postings of a board
--            spellings    spellings met, 0 when no posting spells it out
--            postings     postings
--            vacancies    openings that it represents
--            agency       why it is taken for an agency, see core.agency; null for others
-- depends:   core.posting, core.vacancy, core.agency
-- delta:     by employer_id
-- reads:     core.posting: posting_key, employer_id, company; core.vacancy: vacancy_id, employer_id
-- caveat:    Unnamed postings of different boards are never one employer. Those of one board count as a single
--            employer:
--            it understates the number of employers and widens the interval, which is the safe side.
CREATE TABLE core.employer AS
WITH spelled AS (
  SELECT employer_id, trim(split_part(company, chr(10), 1)) AS name, count(*) AS postings
  FROM core.posting
  GROUP BY ALL
),
summed AS (
  SELECT employer_id, first(name ORDER BY name IS NULL, postings DESC, name) AS name, count(DISTINCT name) AS spellings,
    sum(postings)::BIGINT AS postings
  FROM spelled
  GROUP BY employer_id
),
opening AS (SELECT employer_id, count(*) AS vacancies FROM core.vacancy GROUP BY employer_id)
SELECT
  employer_id,
  CASE
    WHEN starts_with(employer_id, 'unnamed:') THEN 'unnamed on ' || split_part(employer_id, ':', 3)
    ELSE coalesce(name, employer_id)
  END AS name,
  NOT starts_with(employer_id, 'unnamed:') AS named, spellings, postings, coalesce(vacancies, 0) AS vacancies,
  a.why AS agency
FROM summed
LEFT JOIN opening USING (employer_id)
LEFT JOIN core.agency AS a USING (employer_id)
ORDER BY employer_id;
