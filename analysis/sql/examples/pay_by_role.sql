-- Q:         What do the roles pay a year, in which currency, and how many vacancies say so?
-- expects:   role, currency, median, q25, q75, n, disclosed_share, suppressed_reason
-- params:    $population = all
SELECT role, currency, median, q25, q75, n, disclosed_share, suppressed_reason
FROM marts.pay_overview
WHERE population = $population
ORDER BY role, n DESC, currency;
