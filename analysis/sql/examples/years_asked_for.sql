-- Q:         How many years of experience do employers ask for with a skill, and how many overall?
-- expects:   name, vacancies, median_years, most_asked_years
-- params:    $population = ml, $min_vacancies = 20, $top = 25
SELECT s.name, count(k.years) AS vacancies, median(k.years) AS median_years, mode(k.years) AS most_asked_years
FROM core.population_vacancy AS p
JOIN core.vacancy_skill AS k USING (vacancy_id)
JOIN core.skill AS s USING (skill_id)
WHERE p.population = $population
GROUP BY s.skill_id, s.name
HAVING count(k.years) >= $min_vacancies::INTEGER
ORDER BY vacancies DESC, s.skill_id
LIMIT $top::INTEGER;
