-- question:  Which skills would meet each requirement of a vacancy?
-- grain:     one row per vacancy, requirement and skill
-- columns:   vacancy_id   vacancy
--            requirement  number within the vacancy, from 1
--            skill_id     a skill that it asks for
--            any_of       true when one of several skills will do
--            strength     strongest wording of this skill in this requirement: required, preferred or duty
--            years        years of experience asked for with it
-- depends:   core.vacancy, core.mention, staging.skill_number
-- delta:     by vacancy_id
-- reads:     core.vacancy: vacancy_id, text_hash, counted
-- caveat:    Counted mentions of counted vacancies only. A mention without a requirement number is a requirement of
--            its own.
-- Counted by small numbers and named at the end; core.requirement and core.vacancy_skill go on from requirement_number.
CREATE OR REPLACE TEMP TABLE vacancy_number AS
SELECT row_number() OVER (ORDER BY vacancy_id)::INTEGER AS v, vacancy_id, text_hash FROM core.vacancy WHERE counted;

CREATE OR REPLACE TEMP TABLE requirement_number AS
WITH counted AS (
  SELECT v.v, m.requirement, n.s, bool_or(m.any_of) AS any_of,
    min(list_position(['required', 'preferred', 'duty'], m.strength))::TINYINT AS strength, min(m.years) AS years
  FROM core.mention AS m
  JOIN vacancy_number AS v USING (text_hash)
  JOIN staging.skill_number AS n USING (skill_id)
  WHERE m.counts
  GROUP BY v.v, m.requirement, n.s
)
SELECT v, dense_rank() OVER (
    PARTITION BY v ORDER BY requirement NULLS LAST, CASE WHEN requirement IS NULL THEN s END NULLS FIRST
  )::INTEGER AS requirement, s, any_of, strength, years
FROM counted;

CREATE TABLE core.requirement_skill AS
SELECT v.vacancy_id, r.requirement, n.skill_id, r.any_of, (['required', 'preferred', 'duty'])[r.strength] AS strength,
  r.years
FROM requirement_number AS r
JOIN vacancy_number AS v USING (v)
JOIN staging.skill_number AS n USING (s)
ORDER BY r.v, r.requirement, r.s;
