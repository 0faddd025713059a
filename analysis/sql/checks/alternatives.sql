-- check:     Asked for as the only one and as one of several add up, and a family is asked for at least as often as
--            any of its members and at most as often as all of them together.
-- question:  Where do requirements with alternatives not add up?
WITH family AS (
  SELECT 'marts.framework_demand' AS made, * FROM marts.framework_demand
  UNION ALL
  SELECT 'marts.cloud_demand', * FROM marts.cloud_demand
),
summed AS (
  SELECT made, population, max(k) FILTER (skill_id = 'any') AS k, max(k) FILTER (skill_id <> 'any') AS largest,
    sum(k) FILTER (skill_id <> 'any') AS together
  FROM family
  GROUP BY made, population
)
SELECT made, population AS key, skill_id AS item, k, round(sole_share * n) AS part, round(alternative_share * n) AS rest
FROM family
WHERE round(sole_share * n) + round(alternative_share * n) <> k
UNION ALL
SELECT made, population, 'any', k, largest, together FROM summed WHERE NOT k BETWEEN largest AND together
UNION ALL
SELECT 'core.requirement', vacancy_id, requirement::VARCHAR, n_skills, len(alternatives), NULL
FROM core.requirement
WHERE (any_of AND n_skills < 2) OR len(alternatives) <> n_skills
ORDER BY made, key, item;
