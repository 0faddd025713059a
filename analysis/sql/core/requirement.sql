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
CREATE OR REPLACE TABLE scratch.requirement_several AS
SELECT r.r, bool_or(r.any_of) AS any_of, min(r.strength) AS strength, count(*) AS n_skills,
  CASE WHEN bool_or(r.any_of) THEN list(n.skill_id ORDER BY n.skill_id) END AS alternatives
FROM scratch.requirement_number AS r
JOIN staging.skill_number AS n USING (s)
SEMI JOIN (SELECT r FROM scratch.requirement_number WHERE NOT begins) AS m USING (r)
GROUP BY r.r;

CREATE TABLE core.requirement AS
SELECT v.vacancy_id, r.r - v.before AS requirement, coalesce(s.any_of, false) AS any_of,
  (['required', 'preferred', 'duty'])[coalesce(s.strength, r.strength)] AS strength,
  coalesce(s.n_skills, 1) AS n_skills,
  CASE WHEN s.r IS NULL THEN [n.skill_id] ELSE s.alternatives END AS alternatives
FROM scratch.requirement_number AS r
JOIN scratch.vacancy_named AS v USING (v)
JOIN staging.skill_number AS n USING (s)
LEFT JOIN scratch.requirement_several AS s USING (r)
WHERE r.begins;
