-- Q:         For which skills does one employer make much of the demand?
-- expects:   name, top_employer, top_employer_share, top_employer_k, k, employers_for_half
-- params:    $population = ml, $min_k = 20, $top = 20
SELECT name, top_employer, top_employer_share, top_employer_k, k, employers_for_half
FROM marts.skill_concentration
WHERE population = $population AND k >= $min_k::INTEGER AND top_employer IS NOT NULL
ORDER BY top_employer_share DESC, skill_id
LIMIT $top::INTEGER;
