-- question:  How many vacancies of each slice does each employer have?
-- grain:     one row per population, dimension, value and employer
-- columns:   population  population
--            p           its number
--            dimension   role, seniority, country, remote, employer_size or source
--            value       value
--            e           number of the employer
--            n_g         its counted vacancies there
-- depends:   staging.market, staging.member
-- caveat:    A population of one role has no slices by role.
CREATE TABLE staging.slice_employer AS
WITH combined AS (
  SELECT m.population, m.p, m.e, role, seniority, country, remote, employer_size, source, count(*) AS n_g,
    grouping_id(role, seniority, country, remote, employer_size, source) AS g
  FROM staging.member AS m
  JOIN staging.market USING (v, e)
  GROUP BY GROUPING SETS ((m.population, m.p, m.e, role), (m.population, m.p, m.e, seniority),
    (m.population, m.p, m.e, country), (m.population, m.p, m.e, remote), (m.population, m.p, m.e, employer_size),
    (m.population, m.p, m.e, source))
),
named AS (
  SELECT population, p, e, n_g,
    CASE g WHEN 31 THEN 'role' WHEN 47 THEN 'seniority' WHEN 55 THEN 'country' WHEN 59 THEN 'remote'
      WHEN 61 THEN 'employer_size' ELSE 'source' END AS dimension,
    coalesce(role, seniority, country, remote, employer_size, source) AS value
  FROM combined
),
single AS (
  SELECT population FROM named WHERE dimension = 'role' GROUP BY population HAVING count(DISTINCT value) = 1
)
SELECT population, p, dimension, value, e, n_g
FROM named
WHERE dimension <> 'role' OR population NOT IN (FROM single)
ORDER BY population, dimension, value, e;
