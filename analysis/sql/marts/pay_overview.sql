-- question:  What do vacancies pay a year, and how many say it?
-- grain:     one row per population, currency and role; role 'all' stands for the whole population
-- columns:   population         population
--            currency           ISO 4217; currencies are never blended
--            role               role, or 'all'
--            n                  vacancies whose yearly pay in this currency is known well enough for a midpoint
--            employers          employers behind n
--            median             median of the midpoints, currency a year
--            q25                a quarter of the midpoints lie below, currency a year
--            q75                a quarter of the midpoints lie above, currency a year
--            disclosed          vacancies of the population and role that state pay, in any currency
--            vacancies          vacancies read
--            disclosed_share    disclosed / vacancies, 0..1
--            wide_ranges        vacancies left out of n because the range is wider than one to two
--            one_end_only       vacancies left out of n because they state only one end
--            other_excluded     vacancies left out of n for another reason, see core.pay.excluded
--            suppressed_reason  why the median should not be published; null when it may
-- depends:   core.pay, core.population, staging.cell, staging.market, meta.threshold
-- caveat:    Midpoints of what is stated, see core.pay and the macro per_year. Who states pay differs from who does
--            not, and laws on pay transparency decide much of it, so disclosed_share belongs beside every median.
CREATE TABLE marts.pay_overview AS
WITH stated AS (
  SELECT p.*, m.e, coalesce(nullif(m.role, 'unstated'), 'other') AS role, m.role AS own_role
  FROM core.pay AS p
  JOIN staging.market AS m USING (vacancy_id)
),
grouped AS (
  SELECT n.population, unnest(['all', s.role]) AS role, s.* EXCLUDE (role)
  FROM stated AS s
  JOIN (SELECT DISTINCT population, role FROM core.population) AS n ON n.role IN ('*', s.own_role)
),
total AS (
  SELECT population, if(dimension = 'role', coalesce(nullif(value, 'unstated'), 'other'), 'all') AS role,
    sum(n)::BIGINT AS vacancies
  FROM staging.cell
  WHERE dimension IN ('population', 'role')
  GROUP BY ALL
),
disclosed AS (
  SELECT population, role, count(*) FILTER (disclosed) AS disclosed FROM grouped GROUP BY population, role
),
paid AS (
  SELECT population, currency, role, count(yearly) AS n, count(DISTINCT e) FILTER (yearly IS NOT NULL) AS employers,
    quantile_cont(yearly, [0.25, 0.5, 0.75]) AS quarters,
    count(*) FILTER (excluded = 'range wider than one to two') AS wide_ranges,
    count(*) FILTER (excluded = 'one end only') AS one_end_only,
    count(*) FILTER (excluded NOT IN ('range wider than one to two', 'one end only')) AS other_excluded
  FROM grouped
  GROUP BY population, currency, role
),
limits AS (
  SELECT max(value) FILTER (name = 'min_employers') AS min_g, max(value) FILTER (name = 'min_paid') AS min_n
  FROM meta.threshold
)
SELECT
  p.population, p.currency, p.role, p.n, p.employers, p.quarters[2] AS median, p.quarters[1] AS q25,
  p.quarters[3] AS q75, d.disclosed, t.vacancies, d.disclosed / nullif(t.vacancies, 0) AS disclosed_share,
  p.wide_ranges, p.one_end_only, p.other_excluded,
  CASE
    WHEN p.n < min_n THEN printf('fewer than %d vacancies with yearly pay (n = %d)', min_n::INTEGER, p.n)
    WHEN p.employers < min_g THEN printf('fewer than %d employers (%d)', min_g::INTEGER, p.employers)
  END AS suppressed_reason
FROM paid AS p
JOIN total AS t USING (population, role)
JOIN disclosed AS d USING (population, role)
CROSS JOIN limits
ORDER BY p.population, p.currency, p.role <> 'all', p.role;
