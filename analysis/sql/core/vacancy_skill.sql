-- question:  Which skills does each vacancy ask for, how strongly, and would another skill do instead?
-- grain:     one row per vacancy and skill
-- columns:   vacancy_id  vacancy that counts
--            skill_id    skill that it asks for
--            strength    strongest wording: required, then preferred, then duty
--            sole        true when some requirement can be met by this skill only
--            years       years of experience asked for with it
-- depends:   core.requirement, core.requirement_skill, staging.skill_number
-- delta:     by vacancy_id
CREATE TABLE core.vacancy_skill AS
WITH counted AS (
  SELECT (r.v::BIGINT << 12) | r.s AS key, min(r.strength) AS strength, bool_or(g.v IS NULL) AS sole,
    min(r.years) AS years
  FROM requirement_number AS r
  LEFT JOIN (SELECT v, requirement FROM requirement_group WHERE any_of) AS g USING (v, requirement)
  GROUP BY key
  ORDER BY key
)
SELECT v.vacancy_id, n.skill_id, (['required', 'preferred', 'duty'])[c.strength] AS strength, c.sole, c.years
FROM counted AS c
JOIN vacancy_number AS v ON v.v = c.key >> 12
JOIN staging.skill_number AS n ON n.s = c.key & 4095;
