-- question:  What does each vacancy ask for, with alternatives taken as one requirement?
-- grain:     one row per vacancy and requirement
-- columns:   vacancy_id    vacancy
--            requirement   number within the vacancy, from 1
--            any_of        true when one of several skills will do
--            strength      strongest wording among its members
--            n_skills      skills that stand in it
--            alternatives  their ids, when they are alternatives or there is only one
-- depends:   core.requirement_skill, staging.skill_number
-- delta:     by vacancy_id
CREATE OR REPLACE TEMP TABLE requirement_group AS
SELECT (key >> 20)::INTEGER AS v, (key & 1048575)::INTEGER AS requirement, any_of, strength, n_skills, s
FROM (
  SELECT (v::BIGINT << 20) | requirement AS key, bool_or(any_of) AND count(*) > 1 AS any_of, min(strength) AS strength,
    count(*) AS n_skills, min(s) AS s
  FROM requirement_number
  GROUP BY key
)
ORDER BY key;

CREATE TABLE core.requirement AS
WITH several AS (
  SELECT r.v, r.requirement, list(n.skill_id ORDER BY n.skill_id) AS alternatives
  FROM requirement_number AS r
  JOIN staging.skill_number AS n USING (s)
  SEMI JOIN (SELECT v, requirement FROM requirement_group WHERE any_of) AS g USING (v, requirement)
  GROUP BY r.v, r.requirement
)
SELECT v.vacancy_id, g.requirement, g.any_of, (['required', 'preferred', 'duty'])[g.strength] AS strength, g.n_skills,
  CASE WHEN g.n_skills = 1 THEN [n.skill_id] ELSE a.alternatives END AS alternatives
FROM requirement_group AS g
JOIN vacancy_number AS v USING (v)
JOIN staging.skill_number AS n USING (s)
LEFT JOIN several AS a USING (v, requirement);
