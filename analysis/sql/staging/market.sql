-- question:  What is known of each counted vacancy, in a form that is counted fast?
-- grain:     one row per counted vacancy
-- columns:   v              number of the vacancy: that of the employer, with the place among its vacancies behind it
--            vacancy_id     vacancy
--            e              number of the employer
--            employer_id    employer
--            role           role
--            opened_on      day on which it opened; null when it is undated
--            month          first day of the month in which it opened
--            seniority      seniority
--            country        country of its places; several when there are several, unstated when there is none
--            remote         remote, hybrid, onsite or unstated
--            employer_size  band of the number of counted vacancies of the employer in this corpus
--            source         source of its first posting; import:origin for imported files
--            trusted        true unless all its sources are quarantined
-- depends:   core.vacancy, core.employer, core.place, core.posting, marts.source_quality, staging.employer_number,
--            staging.touched_employer
-- delta:     replaced by e
CREATE TABLE staging.market AS
WITH place AS (
  SELECT vacancy_id, CASE WHEN count(DISTINCT country) > 1 THEN 'several' ELSE min(country) END AS country
  FROM core.place
  GROUP BY vacancy_id
),
origin AS (
  SELECT posting_key AS vacancy_id, CASE WHEN source = 'import' THEN 'import:' || board ELSE source END AS source
  FROM core.posting
),
trusted AS (
  SELECT DISTINCT p.vacancy_id
  FROM core.posting AS p
  JOIN marts.source_quality AS q USING (source)
  WHERE NOT q.quarantined
),
counted AS (
  SELECT *, count(*) OVER (PARTITION BY employer_id) AS postings_band FROM core.vacancy WHERE counted
)
SELECT
  (n.e::BIGINT << 24) + row_number() OVER (PARTITION BY n.e ORDER BY c.vacancy_id) AS v, c.vacancy_id, n.e,
  c.employer_id, coalesce(c.role, 'unstated') AS role,
  c.opened_on, date_trunc('month', c.opened_on)::DATE AS month, coalesce(c.seniority, 'unstated') AS seniority,
  coalesce(p.country, 'unstated') AS country, coalesce(c.workplace, 'unstated') AS remote,
  CASE
    WHEN NOT e.named THEN 'unnamed'
    WHEN postings_band = 1 THEN '1'
    WHEN postings_band < 5 THEN '2-4'
    WHEN postings_band < 20 THEN '5-19'
    WHEN postings_band < 100 THEN '20-99'
    ELSE '100+'
  END AS employer_size,
  o.source, t.vacancy_id IS NOT NULL AS trusted
FROM counted AS c
JOIN core.employer AS e USING (employer_id)
JOIN staging.employer_number AS n USING (employer_id)
JOIN origin AS o USING (vacancy_id)
LEFT JOIN place AS p USING (vacancy_id)
LEFT JOIN trusted AS t USING (vacancy_id)
ORDER BY v;
