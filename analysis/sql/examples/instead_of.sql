-- Q:         What would employers take instead of a skill that they ask for?
-- expects:   other_name, share_of_skill, lo, hi, k_together_as_alternatives, n, suppressed_reason
-- params:    $skill = aws, $population = ml, $top = 10
SELECT other_name, share_of_skill, lo, hi, k_together_as_alternatives, n, suppressed_reason
FROM marts.skill_alternative
WHERE population = $population AND skill_id = $skill
ORDER BY k_together_as_alternatives DESC, other_id
LIMIT $top::INTEGER;
