-- question:  How many vacancies of how many employers does each population have?
-- grain:     one row per population, also an empty one
-- columns:   population  population
--            n           counted vacancies
--            employers   employers behind them
--            nn          sum over employers of the square of their vacancies
-- depends:   core.population, staging.member
CREATE TABLE staging.population_total AS
WITH size AS (SELECT population, e, count(*) AS n_g FROM staging.member GROUP BY population, e)
SELECT p.population, coalesce(sum(s.n_g), 0)::BIGINT AS n, count(s.e) AS employers,
  coalesce(sum(s.n_g * s.n_g), 0)::DOUBLE AS nn
FROM (SELECT DISTINCT population FROM core.population) AS p
LEFT JOIN size AS s USING (population)
GROUP BY p.population
ORDER BY p.population;
