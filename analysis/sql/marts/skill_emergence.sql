-- question:  Which skills came up, when, and how much more are they asked for since?
-- grain:     one row per population and skill that was not yet asked for in the first month of the data
-- columns:   population         population
--            skill_id           taxonomy id
--            name               as shown to people
--            first_month        first month in which enough vacancies of enough employers asked for it
--            k_before           vacancies opened before that month that ask for it
--            n_before           vacancies opened before that month
--            k_after            vacancies opened after that month that ask for it
--            n_after            vacancies opened after that month
--            employers_after    employers behind k_after
--            odds_ratio         odds of being asked for after it / before it, half a vacancy added to each count
--            lo                 lower end of the 95 % interval of the odds ratio, clustered by employer
--            hi                 upper end
--            suppressed_reason  why the odds ratio should not be published; null when it may
-- depends:   macros.interval, staging.trend_vacancy, core.population, core.vacancy_skill, core.skill, meta.threshold
-- caveat:    Enough is min_asking vacancies of half as many employers in one month. The month itself stands on neither
--            side, so that the burst that made a skill noticed does not speak for it. Vacancies as in
--            staging.trend_vacancy. An odds ratio is not corrected for a changing mix of sources: see skill_trend.
CREATE TABLE marts.skill_emergence AS
WITH member AS (
  SELECT DISTINCT p.population, v.vacancy_id, v.employer, v.month
  FROM staging.trend_vacancy AS v
  JOIN core.population AS p ON p.role IN ('*', v.role)
),
limits AS (
  SELECT max(value) FILTER (name = 'min_asking') AS min_k, max(value) FILTER (name = 'min_vacancies') AS min_n,
    max(value) FILTER (name = 'min_employers') AS min_g
  FROM meta.threshold
),
beginning AS (SELECT population, min(month) AS month FROM member GROUP BY population),
month_count AS (
  SELECT m.population, s.skill_id, m.month, count(*) AS k
  FROM member AS m
  JOIN core.vacancy_skill AS s USING (vacancy_id)
  GROUP BY ALL
),
newcomer AS (
  SELECT c.population, c.skill_id
  FROM month_count AS c
  JOIN beginning AS b USING (population)
  CROSS JOIN limits
  GROUP BY c.population, c.skill_id, min_k
  HAVING min(c.month) FILTER (c.k >= min_k) > min(b.month)
),
asking AS (
  SELECT m.population, s.skill_id, m.month, m.employer
  FROM core.vacancy_skill AS s
  JOIN member AS m USING (vacancy_id)
  SEMI JOIN newcomer AS n ON n.population = m.population AND n.skill_id = s.skill_id
),
burst AS (
  SELECT population, skill_id, month
  FROM asking
  CROSS JOIN limits
  GROUP BY population, skill_id, month, min_k
  HAVING count(*) >= min_k AND count(DISTINCT employer) >= min_k / 2
),
start AS (SELECT population, skill_id, min(month) AS first_month FROM burst GROUP BY population, skill_id),
employer_month AS (
  SELECT population, month, employer, count(*) AS n FROM member GROUP BY population, month, employer
),
month_total AS (SELECT population, month, sum(n) AS n FROM employer_month GROUP BY population, month),
base AS (
  SELECT s.population, s.skill_id, s.first_month, sum(t.n) FILTER (t.month < s.first_month) AS n_before,
    sum(t.n) FILTER (t.month > s.first_month) AS n_after
  FROM start AS s
  JOIN month_total AS t USING (population)
  GROUP BY ALL
),
cell AS (
  SELECT s.population, s.skill_id, a.employer, count(*) FILTER (a.month < s.first_month) AS k_before,
    count(*) FILTER (a.month > s.first_month) AS k_after
  FROM start AS s
  JOIN asking AS a USING (population, skill_id)
  GROUP BY ALL
),
size AS (
  SELECT s.population, s.first_month, e.employer, sum(e.n) FILTER (e.month > s.first_month) AS n_after
  FROM (SELECT DISTINCT population, first_month FROM start) AS s
  JOIN employer_month AS e USING (population)
  GROUP BY ALL
),
size_total AS (
  SELECT population, first_month, count(n_after) AS employers, sum(n_after * n_after) AS nn
  FROM size
  GROUP BY population, first_month
),
summed AS (
  SELECT s.population, s.skill_id, sum(c.k_before) AS k_before, sum(c.k_after) AS k_after,
    count(*) FILTER (c.k_after > 0) AS employers_after, sum(c.k_after * c.k_after) AS kk,
    sum(c.k_after * z.n_after) AS kn
  FROM start AS s
  JOIN cell AS c USING (population, skill_id)
  LEFT JOIN size AS z ON z.population = s.population AND z.first_month = s.first_month AND z.employer = c.employer
  GROUP BY s.population, s.skill_id
),
counted AS (
  SELECT b.population, b.skill_id, b.first_month, s.k_before::BIGINT AS k_before,
    coalesce(b.n_before, 0)::BIGINT AS n_before, s.k_after::BIGINT AS k_after,
    coalesce(b.n_after, 0)::BIGINT AS n_after, s.employers_after, t.employers,
    coalesce(design_effect(s.k_after, b.n_after, t.employers, s.kk, coalesce(s.kn, 0), t.nn), 1) AS deff
  FROM base AS b
  JOIN summed AS s USING (population, skill_id)
  JOIN size_total AS t USING (population, first_month)
),
compared AS (
  SELECT *,
    ln((k_after + 0.5) / (n_after - k_after + 0.5)) - ln((k_before + 0.5) / (n_before - k_before + 0.5)) AS log_or,
    sqrt(deff * (1 / (k_after + 0.5) + 1 / (n_after - k_after + 0.5) + 1 / (k_before + 0.5)
      + 1 / (n_before - k_before + 0.5))) * t_quantile_975(employers - 1) AS half
  FROM counted
)
SELECT
  c.population, c.skill_id, s.name, c.first_month, c.k_before, c.n_before, c.k_after, c.n_after, c.employers_after,
  exp(c.log_or) AS odds_ratio, exp(c.log_or - c.half) AS lo, exp(c.log_or + c.half) AS hi,
  CASE
    WHEN c.n_before < min_n THEN printf('fewer than %d vacancies before it (n = %d)', min_n::INTEGER, c.n_before)
    WHEN c.n_after < min_n THEN printf('fewer than %d vacancies after it (n = %d)', min_n::INTEGER, c.n_after)
    WHEN c.k_after < min_k THEN printf('fewer than %d vacancies ask for it later (k = %d)', min_k::INTEGER, c.k_after)
    WHEN c.employers < min_g THEN printf('fewer than %d employers after it (%d)', min_g::INTEGER, c.employers)
  END AS suppressed_reason
FROM compared AS c
JOIN core.skill AS s USING (skill_id)
CROSS JOIN limits
ORDER BY c.population, c.first_month, c.skill_id;
