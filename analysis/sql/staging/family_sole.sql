-- question:  How many vacancies have a requirement that only members of a family can meet?
-- grain:     one row per family and population with such a vacancy
-- columns:   i           number of the family in staging.item
--            population  population
--            sole        vacancies
-- depends:   core.family, core.population, core.requirement, core.requirement_skill, staging.item, staging.market
CREATE TABLE staging.family_sole AS
WITH member AS (
  SELECT s.vacancy_id, s.requirement, i.i, count(*) AS members
  FROM core.requirement_skill AS s
  JOIN core.family AS f USING (skill_id)
  JOIN staging.item AS i ON i.kind = f.family AND i.item = 'any'
  GROUP BY s.vacancy_id, s.requirement, i.i
),
vacancy AS (
  SELECT DISTINCT m.i, m.vacancy_id
  FROM member AS m
  JOIN core.requirement AS r USING (vacancy_id, requirement)
  WHERE NOT r.any_of OR m.members = r.n_skills
),
counted AS (
  SELECT v.i, m.role, count(*) AS sole
  FROM vacancy AS v
  JOIN staging.market AS m USING (vacancy_id)
  GROUP BY v.i, m.role
)
SELECT c.i, p.population, sum(c.sole)::BIGINT AS sole
FROM counted AS c
JOIN core.population AS p ON p.role IN ('*', c.role)
GROUP BY c.i, p.population;
