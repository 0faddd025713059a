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
-- depends:   macros.suppression, macros.interval, meta.threshold, core.t_quantile, marts.slice, staging.cell,
--            staging.cell_item, staging.population_total, staging.shown_skill
-- caveat:    Slices that have enough vacancies and employers, and of each population the skills whose overall share is
--            published, the hundred most asked; also where nobody in the slice asks. Two values differ when their
--            intervals do not overlap; looking through many of them finds some that differ by chance.
CREATE TABLE marts.skill_slice AS
WITH filled AS (
  SELECT l.population, l.dimension, l.value, h.skill_id, h.name, coalesce(x.k, 0) AS k, l.n, l.employers,
    l.nn::DOUBLE AS nn, coalesce(x.employers, 0) AS employers_asking, coalesce(x.kk, 0)::DOUBLE AS kk,
    coalesce(x.kn, 0)::DOUBLE AS kn
  FROM staging.cell AS l
  SEMI JOIN (FROM marts.slice WHERE suppressed_reason IS NULL) AS s USING (population, dimension, value)
  JOIN staging.population_total AS t USING (population)
  JOIN staging.shown_skill AS h ON h.top & (1::BIGINT << t.p) <> 0
  LEFT JOIN staging.cell_item AS x ON x.c = l.c AND x.i = h.s
),
designed AS (SELECT *, design_effect(k, n, employers, kk, kn, nn) AS deff FROM filled),
bounded AS (SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM designed)
SELECT
  population, dimension, value, skill_id, name, k, n, employers, k / nullif(n, 0) AS share, lo, hi,
  suppressed(k, n, employers, lo, hi) AS suppressed_reason, employers_asking, deff
FROM bounded
ORDER BY population, dimension, value, k DESC, skill_id;
