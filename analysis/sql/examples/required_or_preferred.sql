-- Q:         Which skills are must-haves, and which are mostly nice to have?
-- expects:   name, share, required_of_asking, preferred_of_asking, duty_of_asking, k
-- params:    $population = ml, $top = 30
SELECT name, share, required_share / nullif(share, 0) AS required_of_asking,
  preferred_share / nullif(share, 0) AS preferred_of_asking, duty_share / nullif(share, 0) AS duty_of_asking, k
FROM marts.skill_demand
WHERE population = $population AND suppressed_reason IS NULL
ORDER BY k DESC, skill_id
LIMIT $top::INTEGER;
