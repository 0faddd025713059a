-- question:  Which skills does each vacancy ask for, how strongly, and would another skill do instead?
-- grain:     one row per vacancy and skill
-- columns:   vacancy_id  vacancy that counts
--            skill_id    skill that it asks for
--            strength    strongest wording: required, then preferred, then duty
--            sole        true when some requirement can be met by this skill only
--            years       years of experience asked for with it
-- depends:   core.requirement, core.requirement_skill
-- delta:     by vacancy_id
CREATE TABLE core.vacancy_skill AS
SELECT
  s.vacancy_id, s.skill_id,
  first(s.strength ORDER BY list_position(['required', 'preferred', 'duty'], s.strength)) AS strength,
  bool_or(NOT r.any_of) AS sole, min(s.years) AS years
FROM core.requirement_skill AS s
JOIN core.requirement AS r USING (vacancy_id, requirement)
GROUP BY s.vacancy_id, s.skill_id
ORDER BY s.vacancy_id, s.skill_id;
