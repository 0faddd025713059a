-- question:  Which items does each counted vacancy ask for?
-- grain:     one row per kind of item, item and vacancy
-- columns:   kind        skill, framework, cloud or section
--            item        skill_id, 'any' for a family, or section
--            vacancy_id  vacancy
--            strength    strongest wording among the members
--            sole        true when some requirement can be met by members of the item only
-- depends:   core.vacancy_skill, core.requirement_skill, core.requirement, core.family, core.skill
-- delta:     by vacancy_id
CREATE TABLE staging.asked AS
WITH family_requirement AS (
  SELECT f.family, s.vacancy_id, s.requirement, NOT r.any_of OR count(*) = r.n_skills AS sole
  FROM core.requirement_skill AS s
  JOIN core.family AS f USING (skill_id)
  JOIN core.requirement AS r USING (vacancy_id, requirement)
  GROUP BY f.family, s.vacancy_id, s.requirement, r.any_of, r.n_skills
),
family_sole AS (SELECT family, vacancy_id, bool_or(sole) AS sole FROM family_requirement GROUP BY family, vacancy_id),
member AS (
  SELECT 'skill' AS kind, skill_id AS item, vacancy_id, strength, sole FROM core.vacancy_skill
  UNION ALL
  SELECT f.family, 'any', v.vacancy_id, v.strength, s.sole
  FROM core.vacancy_skill AS v
  JOIN core.family AS f USING (skill_id)
  JOIN family_sole AS s ON s.family = f.family AND s.vacancy_id = v.vacancy_id
  UNION ALL
  SELECT 'section', k.section, v.vacancy_id, v.strength, v.sole
  FROM core.vacancy_skill AS v
  JOIN core.skill AS k USING (skill_id)
)
SELECT kind, item, vacancy_id,
  first(strength ORDER BY list_position(['required', 'preferred', 'duty'], strength)) AS strength, bool_or(sole) AS sole
FROM member
GROUP BY kind, item, vacancy_id;
