-- Q:         Which vacancies does a population consist of: seniority, country, workplace, size of employer, source?
-- expects:   dimension, label, vacancies, employers, share, top_employer_share
-- params:    $population = ml, $top = 8
SELECT dimension, label, vacancies, employers, share, top_employer_share
FROM marts.slice
WHERE population = $population
QUALIFY row_number() OVER (PARTITION BY dimension ORDER BY vacancies DESC, value) <= $top::INTEGER
ORDER BY dimension, vacancies DESC, label;
