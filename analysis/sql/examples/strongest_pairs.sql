-- Q:         Which skills belong together, whatever their frequency?
-- expects:   name_a, name_b, npmi, npmi_lo, npmi_hi, lift, k_ab, k_a, k_b
-- params:    $population = ml, $top = 25
SELECT name_a, name_b, npmi, npmi_lo, npmi_hi, lift, k_ab, k_a, k_b
FROM marts.skill_pair
WHERE population = $population AND suppressed_reason IS NULL
ORDER BY npmi DESC, skill_a, skill_b
LIMIT $top::INTEGER;
