-- Q:         Which employers ask for a skill, in how many of their vacancies?
-- expects:   employer, asking, vacancies
-- params:    $skill = pytorch, $population = ml, $top = 25
SELECT e.name AS employer, count(s.skill_id) AS asking, count(*) AS vacancies
FROM core.population_vacancy AS p
JOIN core.employer AS e USING (employer_id)
LEFT JOIN core.vacancy_skill AS s ON s.vacancy_id = p.vacancy_id AND s.skill_id = $skill
WHERE p.population = $population AND e.named
GROUP BY e.employer_id, e.name
HAVING count(s.skill_id) > 0
ORDER BY asking DESC, vacancies, employer
LIMIT $top::INTEGER;
