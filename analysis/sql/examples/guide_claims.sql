-- Q:         Which claims of the guide hold in the market, and on which measurement?
-- expects:   section, statement, measured, holds, why
-- params:    $population = ml
SELECT section, statement, measured, holds, why
FROM marts.guide_claim
WHERE population = $population
ORDER BY place;
