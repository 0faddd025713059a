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
-- depends:   macros.suppression, macros.interval, meta.threshold, core.t_quantile, staging.market,
--            staging.market_skill, staging.member, staging.observed_month, staging.shown_skill
-- caveat:    A flow: vacancies by their opening month, undated ones left out, as are those whose sources are all
--            quarantined. Of each population the skills whose overall share is published, in every month with a
--            vacancy, also where nobody asks. Never compare a partial month. A difference between two months is not a
--            trend: see marts.skill_trend.
CREATE TABLE marts.skill_month AS
WITH opened AS (
  SELECT m.p, m.population, k.month, m.e, m.v
  FROM staging.market AS k
  JOIN staging.member AS m USING (v, e)
  WHERE k.month IS NOT NULL AND k.trusted
),
size AS (SELECT p, population, month, e, count(*) AS n_g FROM opened GROUP BY ALL),
total AS (
  SELECT p, population, month, sum(n_g)::BIGINT AS n, count(*) AS employers, sum(n_g * n_g)::DOUBLE AS nn
  FROM size
  GROUP BY p, population, month
),
asking AS (
  SELECT o.p, o.month, o.e, a.s, count(*) AS k_g
  FROM staging.market_skill AS a
  JOIN staging.shown_skill AS h USING (s)
  JOIN opened AS o USING (v)
  WHERE h.populations & (1::BIGINT << o.p) <> 0
  GROUP BY o.p, o.month, o.e, a.s
),
summed AS (
  SELECT p, month, s, sum(k_g)::BIGINT AS k, count(*) AS employers_asking, sum(k_g * k_g)::DOUBLE AS kk,
    sum(k_g * n_g)::DOUBLE AS kn
  FROM asking
  JOIN size USING (p, month, e)
  GROUP BY p, month, s
),
filled AS (
  SELECT t.population, t.month, h.skill_id, h.name, coalesce(x.k, 0) AS k, t.n, t.employers, t.nn,
    coalesce(x.employers_asking, 0) AS employers_asking, coalesce(x.kk, 0) AS kk, coalesce(x.kn, 0) AS kn
  FROM total AS t
  JOIN staging.shown_skill AS h ON h.populations & (1::BIGINT << t.p) <> 0
  LEFT JOIN summed AS x ON x.p = t.p AND x.month = t.month AND x.s = h.s
),
designed AS (SELECT *, design_effect(k, n, employers, kk, kn, nn) AS deff FROM filled),
bounded AS (SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM designed)
SELECT
  b.population, b.month, b.skill_id, b.name, b.k, b.n, b.employers, b.k / nullif(b.n, 0) AS share, b.lo, b.hi,
  o.partial, suppressed(b.k, b.n, b.employers, b.lo, b.hi) AS suppressed_reason, b.employers_asking, b.deff
FROM bounded AS b
JOIN staging.observed_month AS o USING (month)
ORDER BY b.population, b.month, b.k DESC, b.skill_id;
