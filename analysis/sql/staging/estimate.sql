-- question:  What share of the vacancies of a population asks for an item, and how sure is it?
-- grain:     one row per kind of item, item and population, also where nobody asks
-- columns:   kind               skill, framework, cloud or section
--            item               skill_id, 'any' or section
--            population         population
--            k                  vacancies that ask for it
--            n                  vacancies read
--            employers_asking   employers with such a vacancy
--            employers          employers behind n
--            share              k / n
--            lo                 lower end of the 95 % interval
--            hi                 upper end of the 95 % interval
--            deff               design effect of the employers
--            employer_share     mean over employers of their own share
--            required_share     vacancies whose strongest wording is required / n
--            preferred_share    vacancies whose strongest wording is preferred / n
--            duty_share         vacancies whose strongest wording is duty / n
--            sole_share         vacancies with a requirement that only it meets / n
--            alternative_share  vacancies that name it only as one of several that would do / n
--            suppressed_reason  why the share should not be published; null when it may
-- depends:   macros.interval, core.t_quantile, meta.threshold, staging.cell_item, staging.family_sole, staging.item,
--            staging.population_item, staging.population_total
-- caveat:    With p = k / n, G employers and k_g of n_g vacancies at employer g, the variance of p is
--            G / (G - 1) * sum((k_g - p n_g)^2) / n^2 and deff is that over p (1 - p) / n, at least 1. The squares are
--            expanded into integer sums, so that the result does not depend on the order of addition.
CREATE TABLE staging.estimate AS
WITH filled AS (
  SELECT i.kind, i.item, t.population, t.n, t.employers, t.nn::DOUBLE AS nn, coalesce(s.k, 0) AS k,
    coalesce(s.employers, 0) AS employers_asking, coalesce(s.kk, 0)::DOUBLE AS kk, coalesce(s.kn, 0)::DOUBLE AS kn,
    coalesce(w.ratios, 0) / (1::BIGINT << 42) AS ratios, coalesce(w.required, 0) AS required,
    coalesce(w.preferred, 0) AS preferred, coalesce(w.duty, 0) AS duty,
    if(i.item = 'any', coalesce(f.sole, 0), coalesce(w.sole, 0)) AS sole,
    coalesce(s.k, 0) / nullif(t.n, 0) AS p
  FROM staging.item AS i
  CROSS JOIN staging.population_total AS t
  LEFT JOIN staging.cell_item AS s ON s.i = i.i AND s.c = t.c
  LEFT JOIN staging.population_item AS w ON w.i = i.i AND w.population = t.population
  LEFT JOIN staging.family_sole AS f ON f.i = i.i AND f.population = t.population
  WHERE i.kind NOT IN ('guide', 'left', 'right', 'difference')
),
variance AS (
  SELECT *, employers / nullif(employers - 1, 0) * greatest(0, kk - 2 * p * kn + p * p * nn) / nullif(n * n, 0) AS v
  FROM filled
),
designed AS (
  SELECT *, CASE WHEN employers >= 2 THEN greatest(1.0, coalesce(v / nullif(p * (1 - p) / n, 0), 1.0)) END AS deff
  FROM variance
),
bounded AS (
  SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM designed
),
limits AS (
  SELECT max(value) FILTER (name = 'min_vacancies') AS min_n, max(value) FILTER (name = 'min_employers') AS min_g,
    max(value) FILTER (name = 'min_asking') AS min_k, max(value) FILTER (name = 'max_half_width') AS max_half
  FROM meta.threshold
)
SELECT
  kind, item, population, k, n, employers_asking, employers, p AS share, lo, hi, deff,
  ratios / nullif(employers, 0) AS employer_share, required / nullif(n, 0) AS required_share,
  preferred / nullif(n, 0) AS preferred_share, duty / nullif(n, 0) AS duty_share, sole / nullif(n, 0) AS sole_share,
  (k - sole) / nullif(n, 0) AS alternative_share,
  CASE
    WHEN n < min_n THEN printf('fewer than %d vacancies (n = %d)', min_n::INTEGER, n)
    WHEN employers < min_g THEN printf('fewer than %d employers (%d)', min_g::INTEGER, employers)
    WHEN k < min_k THEN printf('fewer than %d vacancies ask for it (k = %d)', min_k::INTEGER, k)
    WHEN hi - lo > 2 * max_half
      THEN printf('interval wider than ±%g points (±%.1f)', 100 * max_half, 50 * (hi - lo))
  END AS suppressed_reason
FROM bounded
CROSS JOIN limits
ORDER BY kind, item, population;
