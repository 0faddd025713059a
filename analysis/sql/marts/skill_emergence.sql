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
-- depends:   macros.interval, marts.skill_trend, staging.newcomer, staging.skill_number, meta.threshold
-- caveat:    Enough is min_asking vacancies of half as many employers in one month. The month itself stands on neither
--            side, so that the burst that made a skill noticed does not speak for it. Vacancies as in
--            staging.trend_vacancy. An odds ratio is not corrected for a changing mix of sources: see skill_trend.
CREATE TABLE marts.skill_emergence AS
WITH limits AS (
  SELECT max(value) FILTER (name = 'min_asking') AS min_k, max(value) FILTER (name = 'min_vacancies') AS min_n,
    max(value) FILTER (name = 'min_employers') AS min_g
  FROM meta.threshold
),
counted AS (
  SELECT *, make_date(month // 12, month % 12 + 1, 1) AS first_month,
    coalesce(design_effect(k_after, n_after, employers, kk, kn, nn), 1) AS deff
  FROM staging.newcomer
),
compared AS (
  SELECT *,
    ln((k_after + 0.5) / (n_after - k_after + 0.5)) - ln((k_before + 0.5) / (n_before - k_before + 0.5)) AS log_or,
    sqrt(deff * (1 / (k_after + 0.5) + 1 / (n_after - k_after + 0.5) + 1 / (k_before + 0.5)
      + 1 / (n_before - k_before + 0.5))) * t_quantile_975(employers - 1) AS half
  FROM counted
)
SELECT
  c.population, s.skill_id, s.name, c.first_month, c.k_before, c.n_before, c.k_after, c.n_after, c.employers_after,
  exp(c.log_or) AS odds_ratio, exp(c.log_or - c.half) AS lo, exp(c.log_or + c.half) AS hi,
  CASE
    WHEN c.n_before < min_n THEN printf('fewer than %d vacancies before it (n = %d)', min_n::INTEGER, c.n_before)
    WHEN c.n_after < min_n THEN printf('fewer than %d vacancies after it (n = %d)', min_n::INTEGER, c.n_after)
    WHEN c.k_after < min_k THEN printf('fewer than %d vacancies ask for it later (k = %d)', min_k::INTEGER, c.k_after)
    WHEN c.employers < min_g THEN printf('fewer than %d employers after it (%d)', min_g::INTEGER, c.employers)
  END AS suppressed_reason
FROM compared AS c
JOIN staging.skill_number AS s USING (s)
CROSS JOIN limits
ORDER BY c.population, c.first_month, s.skill_id;
