-- question:  Which items does each counted vacancy ask for?
-- grain:     one row per item and vacancy
-- columns:   i         number of the item in staging.item
--            v         number of the vacancy in staging.market
--            strength  strongest wording among the members: 1 required, 2 preferred, 3 duty
--            sole      true when some requirement can be met by members of the item only
-- depends:   core.vacancy_skill, core.requirement_skill, core.requirement, core.family, core.skill, staging.item,
--            staging.market, staging.skill_number
CREATE TABLE staging.asked AS
WITH skill AS (
  SELECT n.s, m.v, list_position(['required', 'preferred', 'duty'], k.strength)::TINYINT AS strength, k.sole
  FROM core.vacancy_skill AS k
  JOIN staging.market AS m USING (vacancy_id)
  JOIN staging.skill_number AS n USING (skill_id)
),
family AS (
  SELECT f.family, f.skill_id, n.s, i.i
  FROM core.family AS f
  JOIN staging.skill_number AS n USING (skill_id)
  JOIN staging.item AS i ON i.kind = f.family AND i.item = 'any'
),
family_requirement AS (
  SELECT f.i, s.vacancy_id, NOT r.any_of OR count(*) = r.n_skills AS sole
  FROM core.requirement_skill AS s
  JOIN family AS f USING (skill_id)
  JOIN core.requirement AS r USING (vacancy_id, requirement)
  GROUP BY f.i, s.vacancy_id, s.requirement, r.any_of, r.n_skills
),
family_sole AS (
  SELECT r.i, m.v, bool_or(r.sole) AS sole
  FROM family_requirement AS r
  JOIN staging.market AS m USING (vacancy_id)
  GROUP BY r.i, m.v
),
section AS (
  SELECT n.s, i.i
  FROM core.skill AS k
  JOIN staging.skill_number AS n USING (skill_id)
  JOIN staging.item AS i ON i.kind = 'section' AND i.item = k.section
)
SELECT s AS i, v, strength, sole FROM skill
UNION ALL
SELECT f.i, k.v, min(k.strength), bool_or(o.sole)
FROM skill AS k
JOIN family AS f USING (s)
JOIN family_sole AS o ON o.i = f.i AND o.v = k.v
GROUP BY f.i, k.v
UNION ALL
SELECT g.i, k.v, min(k.strength), bool_or(k.sole)
FROM skill AS k
JOIN section AS g USING (s)
GROUP BY g.i, k.v;
