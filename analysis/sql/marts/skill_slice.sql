-- question:  How does demand for a skill differ between roles, seniorities, countries, workplaces, employers, sources?
-- grain:     one row per population, dimension, value and skill
-- columns:   population         population
--            dimension          role, seniority, country, remote, employer_size or source
--            value              value, see marts.slice
--            skill_id           taxonomy id
--            name               as shown to people
--            k                  vacancies of the slice that ask for it
--            n                  vacancies of the slice that were read
--            employers          employers behind n
--            share              k / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            suppressed_reason  why the share should not be published; null when it may
--            employers_asking   employers with such a vacancy
--            deff               design effect of the employers
-- depends:   macros.suppression, macros.interval, meta.threshold, core.t_quantile, staging.market_skill,
--            staging.shown_skill, staging.slice_number, staging.slice_vacancy
-- caveat:    Slices that have enough vacancies and employers, and of each population the skills whose overall share is
--            published, the hundred most asked; also where nobody in the slice asks. Two values differ when their
--            intervals do not overlap; looking through many of them finds some that differ by chance.
CREATE TABLE marts.skill_slice AS
WITH size AS (SELECT c, e, count(*) AS n_g FROM staging.slice_vacancy GROUP BY c, e),
total AS (
  SELECT c, sum(n_g)::BIGINT AS n, count(*) AS employers, sum(n_g * n_g)::DOUBLE AS nn FROM size GROUP BY c
),
asking AS (
  SELECT v.c, v.e, a.s, count(*) AS k_g
  FROM staging.market_skill AS a
  JOIN staging.shown_skill AS h USING (s)
  JOIN staging.slice_vacancy AS v USING (v)
  WHERE h.top & (1::BIGINT << v.p) <> 0
  GROUP BY v.c, v.e, a.s
),
summed AS (
  SELECT c, s, sum(k_g)::BIGINT AS k, count(*) AS employers_asking, sum(k_g * k_g)::DOUBLE AS kk,
    sum(k_g * n_g)::DOUBLE AS kn
  FROM asking
  JOIN size USING (c, e)
  GROUP BY c, s
),
filled AS (
  SELECT l.population, l.dimension, l.value, h.skill_id, h.name, coalesce(x.k, 0) AS k, t.n, t.employers, t.nn,
    coalesce(x.employers_asking, 0) AS employers_asking, coalesce(x.kk, 0) AS kk, coalesce(x.kn, 0) AS kn
  FROM staging.slice_number AS l
  JOIN total AS t USING (c)
  JOIN staging.shown_skill AS h ON h.top & (1::BIGINT << l.p) <> 0
  LEFT JOIN summed AS x ON x.c = l.c AND x.s = h.s
),
designed AS (SELECT *, design_effect(k, n, employers, kk, kn, nn) AS deff FROM filled),
bounded AS (SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM designed)
SELECT
  population, dimension, value, skill_id, name, k, n, employers, k / nullif(n, 0) AS share, lo, hi,
  suppressed(k, n, employers, lo, hi) AS suppressed_reason, employers_asking, deff
FROM bounded
ORDER BY population, dimension, value, k DESC, skill_id;
