-- Q:         Where do the share of vacancies and the share of employers tell different stories?
-- expects:   name, share, employer_share, difference, deff, k, employers_asking
-- params:    $population = ml, $top = 20
SELECT name, share, employer_share, share - employer_share AS difference, deff, k, employers_asking
FROM marts.skill_demand
WHERE population = $population AND suppressed_reason IS NULL
ORDER BY abs(share - employer_share) DESC, skill_id
LIMIT $top::INTEGER;
