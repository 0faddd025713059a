-- Q:         How many vacancies opened in each month, and which share of them asks for a skill?
-- expects:   month, asking, vacancies, share
-- params:    $skill = llm, $population = ml
SELECT date_trunc('month', v.opened_on)::DATE AS month, count(s.skill_id) AS asking, count(*) AS vacancies,
  count(s.skill_id) / nullif(count(*), 0) AS share
FROM core.population_vacancy AS p
JOIN core.vacancy AS v USING (vacancy_id)
LEFT JOIN core.vacancy_skill AS s ON s.vacancy_id = p.vacancy_id AND s.skill_id = $skill
WHERE p.population = $population AND v.opened_on IS NOT NULL
GROUP BY month
ORDER BY month;
