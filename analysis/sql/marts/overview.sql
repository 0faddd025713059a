-- question:  What do the numbers of each population rest on?
-- grain:     one row per population
-- columns:   population          population
--            label               as shown to people
--            ads                 postings of its vacancies in the period
--            vacancies           openings behind them
--            duplicates_merged   ads - vacancies
--            employers           employers; the unnamed postings of one board count as one
--            sources             boards or origins
--            texts_read          vacancies whose text was read: the n of every share
--            from_date           earliest opening date
--            to_date             latest opening date
--            undated             vacancies that nothing dates
--            sample              true when any of its postings is invented
--            top_employer        named employer with the most vacancies
--            top_employer_share  its vacancies / vacancies
-- depends:   core.population, core.posting, core.vacancy, core.employer
-- caveat:    A text gives the role, so vacancies whose text was not read stand in the population all only.
CREATE TABLE marts.overview AS
WITH role AS (
  SELECT population, role
  FROM core.population
  WHERE role = '*' OR population NOT IN (SELECT population FROM core.population WHERE role = '*')
),
employer AS (
  SELECT role, employer_id, sum(n_postings) AS ads, count(*) AS vacancies, count(*) FILTER (text_read) AS texts_read,
    min(opened_on) AS from_date, max(opened_on) AS to_date, count(*) FILTER (opened_on IS NULL) AS undated,
    bool_or(sample) AS sample
  FROM core.vacancy
  WHERE in_window
  GROUP BY role, employer_id
),
member AS (
  SELECT r.population, e.employer_id, sum(e.ads) AS ads, sum(e.vacancies) AS vacancies, sum(e.texts_read) AS texts_read,
    min(e.from_date) AS from_date, max(e.to_date) AS to_date, sum(e.undated) AS undated, bool_or(e.sample) AS sample
  FROM employer AS e
  JOIN role AS r ON r.role IN ('*', e.role)
  GROUP BY r.population, e.employer_id
),
vacancy AS (
  SELECT population, sum(ads)::BIGINT AS ads, sum(vacancies)::BIGINT AS vacancies, count(*) AS employers,
    sum(texts_read)::BIGINT AS texts_read, min(from_date) AS from_date, max(to_date) AS to_date,
    sum(undated)::BIGINT AS undated, bool_or(sample) AS sample
  FROM member
  GROUP BY population
),
board AS (
  SELECT DISTINCT v.role, p.source, p.board
  FROM core.vacancy AS v
  JOIN core.posting AS p USING (vacancy_id)
  WHERE v.in_window
),
origin AS (
  SELECT r.population, count(DISTINCT b.source || ':' || b.board) AS sources
  FROM board AS b
  JOIN role AS r ON r.role IN ('*', b.role)
  GROUP BY r.population
),
largest AS (
  SELECT m.population, e.name, m.vacancies::BIGINT AS vacancies
  FROM member AS m
  JOIN core.employer AS e USING (employer_id)
  WHERE e.named
  QUALIFY row_number() OVER (PARTITION BY m.population ORDER BY m.vacancies DESC, e.employer_id) = 1
)
SELECT
  p.population, p.label, coalesce(v.ads, 0) AS ads, coalesce(v.vacancies, 0) AS vacancies,
  coalesce(v.ads - v.vacancies, 0) AS duplicates_merged, coalesce(v.employers, 0) AS employers,
  coalesce(o.sources, 0) AS sources, coalesce(v.texts_read, 0) AS texts_read, v.from_date, v.to_date,
  coalesce(v.undated, 0) AS undated, coalesce(v.sample, false) AS sample, l.name AS top_employer,
  l.vacancies / nullif(v.vacancies, 0) AS top_employer_share
FROM (SELECT DISTINCT population, label FROM core.population) AS p
LEFT JOIN vacancy AS v USING (population)
LEFT JOIN origin AS o USING (population)
LEFT JOIN largest AS l USING (population)
ORDER BY p.population;
