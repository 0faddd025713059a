-- Q:         Which skills are asked for together less often than chance would have it?
-- expects:   name_a, name_b, npmi, npmi_hi, lift, k_ab, k_a, k_b
-- params:    $population = all, $top = 25
SELECT name_a, name_b, npmi, npmi_hi, lift, k_ab, k_a, k_b
FROM marts.skill_pair
WHERE population = $population AND suppressed_reason IS NULL AND npmi_hi < 0
ORDER BY npmi, skill_a, skill_b
LIMIT $top::INTEGER;
