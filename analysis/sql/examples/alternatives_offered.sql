-- Q:         Which skills do employers accept in place of each other?
-- expects:   alternatives, vacancies, employers
-- params:    $population = ml, $top = 25
SELECT array_to_string(r.alternatives, ' or ') AS alternatives, count(DISTINCT r.vacancy_id) AS vacancies,
  count(DISTINCT p.employer_id) AS employers
FROM core.requirement AS r
JOIN core.population_vacancy AS p USING (vacancy_id)
WHERE p.population = $population AND r.any_of
GROUP BY r.alternatives
ORDER BY vacancies DESC, alternatives
LIMIT $top::INTEGER;
