-- question:  Which skills does each vacancy ask for, how strongly, and would another skill do instead?
-- grain:     one row per vacancy and skill
-- columns:   vacancy_id  vacancy that counts
--            skill_id    skill that it asks for
--            strength    strongest wording: required, then preferred, then duty
--            sole        true when some requirement can be met by this skill only
--            years       years of experience asked for with it
-- depends:   core.requirement, core.requirement_skill, staging.skill_number
-- delta:     by vacancy_id

-- Joined as written, so that rows keep their order. Where vacancies are few DuckDB would turn the last join round, and
-- its hash table would then hold a vacancy's skills in the order in which two threads came.
SET disabled_optimizers = 'join_order,build_side_probe_side';

CREATE TABLE core.vacancy_skill AS
-- Only what stands in a numbered requirement can stand in a second one of the same vacancy, or beside alternatives.
WITH asked AS NOT MATERIALIZED (
  SELECT *, (v::BIGINT << 12) | s AS key FROM scratch.requirement_number
),
numbered AS MATERIALIZED (SELECT DISTINCT key FROM asked WHERE NOT own),
counted AS (
  SELECT v, s, strength, true AS sole, years FROM asked ANTI JOIN numbered USING (key)
  UNION ALL
  FROM (
    SELECT a.v, a.s, min(a.strength), bool_or(o.r IS NULL), min(a.years)
    FROM asked AS a
    SEMI JOIN numbered USING (key)
    LEFT JOIN (SELECT r FROM scratch.requirement_several WHERE any_of) AS o USING (r)
    GROUP BY a.v, a.s
    ORDER BY a.v, a.s
  )
)
SELECT v.vacancy_id, n.skill_id, (['required', 'preferred', 'duty'])[c.strength] AS strength, c.sole, c.years
FROM counted AS c
JOIN scratch.vacancy_named AS v USING (v)
JOIN staging.skill_number AS n USING (s);

RESET disabled_optimizers;
DROP TABLE scratch.requirement_several;
DROP TABLE scratch.requirement_number;
DROP TABLE scratch.vacancy_named;
DROP TABLE scratch.vacancy_number;
