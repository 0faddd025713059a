-- question:  Which population does each counted vacancy belong to, in a form that is counted fast?
-- grain:     one row per population and counted vacancy
-- columns:   population  population
--            p           its number
--            v           number of the vacancy
--            e           number of the employer
-- depends:   staging.market, core.population
CREATE TABLE staging.member AS
WITH role AS (
  SELECT DISTINCT p.population, r.role
  FROM core.population AS p
  JOIN (SELECT DISTINCT role FROM staging.market) AS r ON p.role = '*' OR p.role = r.role
),
number AS (
  SELECT population, row_number() OVER (ORDER BY population)::TINYINT AS p FROM core.population GROUP BY population
)
SELECT n.population, n.p, m.v, m.e
FROM staging.market AS m
JOIN role AS r USING (role)
JOIN number AS n USING (population)
ORDER BY n.population, m.v;
