-- Q:         How does the share of a skill differ by seniority, country, workplace and size of employer?
-- expects:   dimension, label, share, lo, hi, k, n, employers, suppressed_reason
-- params:    $skill = pytorch, $population = ml
SELECT l.dimension, l.label, s.share, s.lo, s.hi, s.k, l.vacancies AS n, l.employers,
  coalesce(l.suppressed_reason, s.suppressed_reason) AS suppressed_reason
FROM marts.slice AS l
LEFT JOIN marts.skill_slice AS s ON s.population = l.population AND s.dimension = l.dimension AND s.value = l.value
  AND s.skill_id = $skill
WHERE l.population = $population
ORDER BY l.dimension, l.place;
