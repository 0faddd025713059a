-- question:  Which share of the vacancies that opened in a month asks for a skill?
-- grain:     one row per population, month and skill
-- columns:   population         population
--            month              first day of the month
--            skill_id           taxonomy id
--            name               as shown to people
--            k                  vacancies opened in the month that ask for it
--            n                  vacancies opened in the month that were read
--            employers          employers behind n
--            share              k / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            partial            true when the month was not observed from its first to its last day
--            suppressed_reason  why the share should not be published; null when it may
--            employers_asking   employers with such a vacancy
--            deff               design effect of the employers
-- depends:   macros.suppression, macros.interval, meta.threshold, core.t_quantile, staging.cell, staging.cell_item,
--            staging.observed_month, staging.population_total, staging.shown_skill
-- caveat:    A flow: vacancies by their opening month, undated ones left out, as are those whose sources are all
--            quarantined. Of each population the skills whose overall share is published, in every month with a
--            vacancy, also where nobody asks. Never compare a partial month. A difference between two months is not a
--            trend: see marts.skill_trend.
CREATE TABLE marts.skill_month AS
WITH filled AS (
  SELECT l.population, l.value::DATE AS month, h.skill_id, h.name, coalesce(x.k, 0) AS k, l.n, l.employers,
    l.nn::DOUBLE AS nn, coalesce(x.employers, 0) AS employers_asking, coalesce(x.kk, 0)::DOUBLE AS kk,
    coalesce(x.kn, 0)::DOUBLE AS kn
  FROM staging.cell AS l
  JOIN staging.population_total AS t USING (population)
  JOIN staging.shown_skill AS h ON h.populations & (1::BIGINT << t.p) <> 0
  LEFT JOIN staging.cell_item AS x ON x.c = l.c AND x.i = h.s
  WHERE l.dimension = 'month'
),
designed AS (SELECT *, design_effect(k, n, employers, kk, kn, nn) AS deff FROM filled),
bounded AS (SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM designed)
SELECT
  b.population, b.month, b.skill_id, b.name, b.k, b.n, b.employers, b.k / nullif(b.n, 0) AS share, b.lo, b.hi,
  o.partial, suppressed(b.k, b.n, b.employers, b.lo, b.hi) AS suppressed_reason, b.employers_asking, b.deff
FROM bounded AS b
JOIN staging.observed_month AS o USING (month)
ORDER BY b.population, b.month, b.k DESC, b.skill_id;
