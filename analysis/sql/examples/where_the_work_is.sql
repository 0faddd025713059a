-- Q:         In which labour markets are the vacancies?
-- expects:   country, metro, vacancies, employers
-- params:    $population = ml, $top = 25
SELECT p.country, p.metro, count(DISTINCT v.vacancy_id) AS vacancies, count(DISTINCT v.employer_id) AS employers
FROM core.population_vacancy AS v
JOIN core.place AS p USING (vacancy_id)
WHERE v.population = $population AND p.country IS NOT NULL
GROUP BY p.country, p.metro
ORDER BY vacancies DESC, p.country, p.metro
LIMIT $top::INTEGER;
