-- Q:         How many vacancies opened, closed and stood open in each month?
-- expects:   month, found_open, opened, reopened, closed, open_at_end, partial
-- params:    $population = all
SELECT month, found_open, opened, reopened, closed, open_at_end, partial
FROM marts.lifecycle_month
WHERE population = $population
ORDER BY month;
