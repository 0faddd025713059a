-- Q:         How does one skill's share differ between roles?
-- expects:   population, share, lo, hi, k, n, employers, suppressed_reason
-- params:    $skill = python
SELECT population, share, lo, hi, k, n, employers, suppressed_reason
FROM marts.skill_demand
WHERE skill_id = $skill
ORDER BY suppressed_reason IS NOT NULL, share DESC NULLS LAST, population;
