-- Q:         What does the market ask for that the guide does not name?
-- expects:   name, section, share, lo, hi, k, employers_asking
-- params:    $population = ml, $top = 25
SELECT name, section, share, lo, hi, k, employers_asking
FROM marts.guide_gap
WHERE population = $population AND suppressed_reason IS NULL
ORDER BY k DESC, skill_id
LIMIT $top::INTEGER;
