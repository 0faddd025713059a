-- Q:         Which skills came up, and by what factor did their odds grow?
-- expects:   name, first_month, k_before, n_before, k_after, n_after, odds_ratio, lo, hi, suppressed_reason
-- params:    $population = ml, $top = 25
SELECT name, first_month, k_before, n_before, k_after, n_after, odds_ratio, lo, hi, suppressed_reason
FROM marts.skill_emergence
WHERE population = $population
ORDER BY suppressed_reason IS NOT NULL, lo DESC NULLS LAST, odds_ratio DESC NULLS LAST, skill_id
LIMIT $top::INTEGER;
