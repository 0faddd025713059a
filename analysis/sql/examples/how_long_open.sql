-- Q:         How long do vacancies stand, overall and where a skill is asked for?
-- expects:   name, median_days, lo, hi, n, closed, suppressed_reason
-- params:    $population = all, $top = 25
SELECT name, median_days, lo, hi, n, closed, suppressed_reason
FROM marts.time_on_market
WHERE population = $population
ORDER BY skill_id <> 'all', suppressed_reason IS NOT NULL, n DESC, skill_id
LIMIT $top::INTEGER;
