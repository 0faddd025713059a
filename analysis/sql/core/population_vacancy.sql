-- question:  Which vacancies count in which population?
-- grain:     one row per population and counted vacancy
-- columns:   population   population
--            vacancy_id   vacancy read and in the period
--            employer_id  its employer
-- depends:   core.population, core.vacancy
-- delta:     by vacancy_id
-- reads:     core.vacancy: vacancy_id, employer_id, role, counted
CREATE TABLE core.population_vacancy AS
SELECT DISTINCT p.population, v.vacancy_id, v.employer_id
FROM core.population AS p
JOIN core.vacancy AS v ON p.role = '*' OR p.role = v.role
WHERE v.counted
ORDER BY ALL;
