-- question:  Which vacancies count in which population?
-- grain:     one row per population and counted vacancy
-- columns:   population   population
--            vacancy_id   vacancy read and in the period
--            employer_id  its employer
-- depends:   core.population, core.vacancy
-- delta:     by vacancy_id
-- reads:     core.vacancy: vacancy_id, employer_id, role, counted
CREATE TABLE core.population_vacancy AS
WITH counted AS (SELECT vacancy_id, employer_id, role FROM core.vacancy WHERE counted),
whole AS (SELECT DISTINCT population FROM core.population WHERE role = '*')
SELECT w.population, c.vacancy_id, c.employer_id FROM whole AS w CROSS JOIN counted AS c
UNION ALL
SELECT p.population, c.vacancy_id, c.employer_id
FROM counted AS c
JOIN core.population AS p USING (role)
WHERE p.population NOT IN (FROM whole);
