-- Q:         Which skills do employers ask for most, and which ranks does the interval allow?
-- expects:   name, section, share, lo, hi, rank_lo, rank_hi, k, n, employers_asking
-- params:    $population = ml, $top = 20
SELECT name, section, share, lo, hi, rank_lo, rank_hi, k, n, employers_asking
FROM marts.skill_demand
WHERE population = $population AND suppressed_reason IS NULL
ORDER BY share DESC, skill_id
LIMIT $top::INTEGER;
