-- question:  Which skills does each vacancy ask for, how strongly, and would another skill do instead?
-- grain:     one row per vacancy and skill
-- columns:   vacancy_id  vacancy that counts
--            skill_id    skill that it asks for
--            strength    strongest wording: required, then preferred, then duty
--            sole        true when some requirement can be met by this skill only
--            years       years of experience asked for with it
-- depends:   core.requirement, core.requirement_skill, staging.skill_number
-- delta:     by vacancy_id
CREATE OR REPLACE TABLE scratch.asked AS
SELECT (r.v::BIGINT << 12) | r.s AS key, r.strength, r.own, a.r IS NULL AS sole, r.years
FROM scratch.requirement_number AS r
LEFT JOIN (SELECT r FROM scratch.requirement_several WHERE any_of) AS a USING (r);

CREATE TABLE core.vacancy_skill AS
-- Only what stands in a numbered requirement can stand in a second one of the same vacancy.
WITH repeated AS MATERIALIZED (
  SELECT key, min(strength) AS strength, bool_or(sole) AS sole, min(years) AS years
  FROM scratch.asked
  SEMI JOIN (SELECT key FROM scratch.asked WHERE NOT own) AS n USING (key)
  GROUP BY key
  HAVING count(*) > 1
  ORDER BY key
),
counted AS (
  SELECT key, strength, sole, years FROM scratch.asked ANTI JOIN repeated USING (key)
  UNION ALL
  FROM repeated
)
SELECT v.vacancy_id, n.skill_id, (['required', 'preferred', 'duty'])[c.strength] AS strength, c.sole, c.years
FROM counted AS c
JOIN scratch.vacancy_named AS v ON v.v = c.key >> 12
JOIN staging.skill_number AS n ON n.s = c.key & 4095;

DROP TABLE scratch.asked;
DROP TABLE scratch.requirement_several;
DROP TABLE scratch.requirement_number;
DROP TABLE scratch.vacancy_named;
DROP TABLE scratch.vacancy_number;
