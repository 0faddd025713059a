-- check:     Every mart divides by the vacancies that count in its population, and the parts of a population add
--            up to it.
-- question:  Which denominators are not what they are called?
WITH whole AS (
  SELECT population, count(*) AS n, count(DISTINCT employer_id) AS employers
  FROM core.population_vacancy
  GROUP BY population
),
stated AS (
  SELECT DISTINCT 'marts.skill_demand' AS made, population, n, employers FROM marts.skill_demand
  UNION ALL
  SELECT DISTINCT 'marts.framework_demand', population, n, employers FROM marts.framework_demand
  UNION ALL
  SELECT DISTINCT 'marts.cloud_demand', population, n, employers FROM marts.cloud_demand
  UNION ALL
  SELECT DISTINCT 'marts.section_demand', population, n, employers FROM marts.section_demand
  UNION ALL
  SELECT DISTINCT 'marts.guide_item', population, n, employers FROM marts.guide_item
),
summed AS (
  SELECT population, dimension, sum(vacancies) AS n FROM marts.slice GROUP BY population, dimension
)
SELECT s.made, s.population, s.n, s.employers, coalesce(w.n, 0) AS counted,
  coalesce(w.employers, 0) AS counted_employers
FROM stated AS s
LEFT JOIN whole AS w USING (population)
WHERE s.n <> coalesce(w.n, 0) OR s.employers <> coalesce(w.employers, 0)
UNION ALL
SELECT 'marts.slice ' || s.dimension, s.population, s.n, NULL, coalesce(w.n, 0), NULL
FROM summed AS s
LEFT JOIN whole AS w USING (population)
WHERE s.n <> coalesce(w.n, 0)
ORDER BY made, population;
