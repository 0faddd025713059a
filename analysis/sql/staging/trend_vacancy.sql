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
  SELECT *, coalesce(nullif(role, 'unstated'), 'other') AS known_role
  FROM staging.market
  ANTI JOIN (SELECT vacancy_id FROM core.stretch WHERE stretch = 1 AND began = 'found open') AS f USING (vacancy_id)
  WHERE trusted AND opened_on IS NOT NULL
),
covered AS (SELECT min(opened_on) AS first_day, max(opened_on) AS last_day FROM dated),
ordered AS (SELECT e, row_number() OVER (ORDER BY employer_id)::INTEGER AS employer FROM staging.employer_number)
SELECT
  v, employer,
  (dense_rank() OVER (ORDER BY CASE WHEN starts_with(vacancy_id, 'import:')
    THEN 'import:' || split_part(vacancy_id, ':', 2) ELSE split_part(vacancy_id, ':', 1) END) - 1)::INTEGER AS source,
  known_role AS role, (dense_rank() OVER (ORDER BY known_role || ' ' || seniority) - 1)::INTEGER AS stratum, month
FROM dated
JOIN ordered USING (e)
CROSS JOIN covered
WHERE month >= first_day AND month + INTERVAL 1 MONTH <= last_day + INTERVAL 1 DAY
ORDER BY employer, v;
