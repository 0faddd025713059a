-- question:  Which slices have enough vacancies to be looked into, and under which number is each counted?
-- grain:     one row per slice
-- columns:   c           number, from 1
--            p           number of its population
--            population  population
--            dimension   dimension
--            value       value
-- depends:   marts.slice, staging.member
CREATE TABLE staging.slice_number AS
SELECT row_number() OVER (ORDER BY s.population, s.dimension, s.value)::INTEGER AS c, m.p, s.population, s.dimension,
  s.value
FROM marts.slice AS s
JOIN (SELECT DISTINCT population, p FROM staging.member) AS m USING (population)
WHERE s.suppressed_reason IS NULL
ORDER BY c;
