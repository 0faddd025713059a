-- question:  Which vacancies may speak about change over time?
-- grain:     one row per counted vacancy with a known month of opening
-- columns:   v            number of the vacancy in staging.market
--            employer     place of its employer in the order of their ids, from 1
--            source       number of the source of the posting that names it; every origin of imported files is one
--            role         its role
--            stratum      number of its role and seniority
--            month        first day of the month of its opening
-- depends:   staging.market, staging.employer_number, core.stretch
-- caveat:    Left out: vacancies that nothing dates; those whose sources are all quarantined; those found open on the
--            first visit of their board, because of the vacancies of that age only the long-lived were left; and the
--            first and the last month where the dates do not cover them whole.
CREATE TABLE staging.trend_vacancy AS
WITH dated AS (
  SELECT v, e, source, coalesce(nullif(role, 'unstated'), 'other') AS role, seniority, opened_on, month
  FROM staging.market
  ANTI JOIN (SELECT vacancy_id FROM core.stretch WHERE stretch = 1 AND began = 'found open') AS f USING (vacancy_id)
  WHERE trusted AND opened_on IS NOT NULL
),
covered AS (SELECT min(opened_on) AS first_day, max(opened_on) AS last_day FROM dated),
chosen AS (
  SELECT d.*
  FROM dated AS d
  CROSS JOIN covered AS c
  WHERE d.month >= c.first_day AND d.month + INTERVAL 1 MONTH <= c.last_day + INTERVAL 1 DAY
),
ordered AS (SELECT e, row_number() OVER (ORDER BY employer_id)::INTEGER AS employer FROM staging.employer_number),
sourced AS (
  SELECT source, (row_number() OVER (ORDER BY source) - 1)::INTEGER AS number
  FROM (SELECT DISTINCT source FROM chosen)
),
layered AS (
  SELECT role, seniority, (row_number() OVER (ORDER BY role || ' ' || seniority) - 1)::INTEGER AS stratum
  FROM (SELECT DISTINCT role, seniority FROM chosen)
)
SELECT c.v, o.employer, s.number AS source, c.role, l.stratum, c.month
FROM chosen AS c
JOIN ordered AS o USING (e)
JOIN sourced AS s USING (source)
JOIN layered AS l USING (role, seniority)
ORDER BY o.employer, c.v;
