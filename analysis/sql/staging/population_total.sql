-- question:  How many vacancies of how many employers does each population have?
-- grain:     one row per population, also an empty one
-- columns:   population  population
--            p           its number, from 0
--            c           number of its cell; null when it is empty
--            n           counted vacancies
--            employers   employers behind them
--            nn          sum over employers of the square of their vacancies
-- depends:   core.population, staging.cell
CREATE TABLE staging.population_total AS
SELECT p.population, (row_number() OVER (ORDER BY p.population) - 1)::SMALLINT AS p, c.c, coalesce(c.n, 0) AS n,
  coalesce(c.employers, 0) AS employers, coalesce(c.nn, 0) AS nn
FROM (SELECT DISTINCT population FROM core.population) AS p
LEFT JOIN staging.cell AS c ON c.population = p.population AND c.dimension = 'population'
ORDER BY p.population;
