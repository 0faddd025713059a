-- Q:         Which skills go with higher or lower pay, as it is and among vacancies that are otherwise alike?
-- expects:   name, raw_pct, adjusted_pct, adjusted_lo, adjusted_hi, q, n_with, n_without, suppressed_reason
-- params:    $population = all, $currency = USD, $top = 30
SELECT name, raw_pct, adjusted_pct, adjusted_lo, adjusted_hi, q, n_with, n_without, suppressed_reason
FROM marts.skill_pay
WHERE population = $population AND currency = $currency
ORDER BY suppressed_reason IS NOT NULL, adjusted_pct DESC NULLS LAST, skill_id
LIMIT $top::INTEGER;
