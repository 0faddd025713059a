-- Q:         Which deep-learning framework is asked for, and how often would another one do?
-- expects:   name, share, lo, hi, sole_share, alternative_share, k, n
-- params:    $population = ml
SELECT name, share, lo, hi, sole_share, alternative_share, k, n
FROM marts.framework_demand
WHERE population = $population
ORDER BY skill_id <> 'any', k DESC, skill_id;
