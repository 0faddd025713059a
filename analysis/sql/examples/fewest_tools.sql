-- Q:         With which tools, and how few of them, does one reach half of the vacancies?
-- expects:   satisfied, position, name, vacancies_open, share, lo, hi, gain
-- params:    $population = ml
SELECT satisfied, position, name, vacancies_open, share, lo, hi, gain
FROM marts.coverage_curve
WHERE population = $population
ORDER BY satisfied DESC, position;
