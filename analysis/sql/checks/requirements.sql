-- check:     Every requirement has the members it counts, and every vacancy it belongs to is counted.
-- question:  Which requirements are empty, miscounted or stray?
SELECT r.vacancy_id, r.requirement, r.n_skills, count(s.skill_id) AS members, bool_or(v.counted) AS counted
FROM core.requirement AS r
LEFT JOIN core.requirement_skill AS s USING (vacancy_id, requirement)
LEFT JOIN core.vacancy AS v USING (vacancy_id)
GROUP BY r.vacancy_id, r.requirement, r.n_skills
HAVING count(s.skill_id) = 0 OR count(s.skill_id) <> r.n_skills OR NOT coalesce(bool_or(v.counted), false)
ORDER BY r.vacancy_id, r.requirement;
