-- question:  What does each vacancy ask for, with alternatives taken as one requirement?
-- grain:     one row per vacancy and requirement
-- columns:   vacancy_id    vacancy
--            requirement   number within the vacancy, from 1
--            any_of        true when one of several skills will do
--            strength      strongest wording among its members
--            n_skills      skills that stand in it
--            alternatives  their ids, when they are alternatives or there is only one
-- depends:   core.requirement_skill
-- delta:     by vacancy_id
CREATE TABLE core.requirement AS
SELECT
  vacancy_id, requirement, bool_or(any_of) AND count(*) > 1 AS any_of,
  first(strength ORDER BY list_position(['required', 'preferred', 'duty'], strength)) AS strength,
  count(*) AS n_skills,
  CASE WHEN bool_or(any_of) OR count(*) = 1 THEN list(skill_id ORDER BY skill_id) END AS alternatives
FROM core.requirement_skill
GROUP BY vacancy_id, requirement
ORDER BY vacancy_id, requirement;
