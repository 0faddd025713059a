-- Q:         How did the share of a skill move month by month, whole months only?
-- expects:   month, share, lo, hi, k, n, employers, suppressed_reason
-- params:    $skill = llm, $population = ml
SELECT month, share, lo, hi, k, n, employers, suppressed_reason
FROM marts.skill_month
WHERE population = $population AND skill_id = $skill AND NOT partial
ORDER BY month;
