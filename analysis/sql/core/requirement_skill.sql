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
-- Vacancy, requirement and skill share one number of 24, 27 and 12 bits, which is grouped and sorted fast; the largest
-- requirement stands for none.
CREATE OR REPLACE TEMP TABLE vacancy_number AS
SELECT row_number() OVER (ORDER BY vacancy_id)::INTEGER AS v, vacancy_id, text_hash FROM core.vacancy WHERE counted;

CREATE OR REPLACE TEMP TABLE requirement_number AS
WITH counted AS (
  SELECT (v.v::BIGINT << 39) | (coalesce(m.requirement, 134217727)::BIGINT << 12) | n.s AS key,
    bool_or(m.any_of) AS any_of,
    min(CASE m.strength WHEN 'required' THEN 1 WHEN 'preferred' THEN 2 WHEN 'duty' THEN 3 END)::TINYINT AS strength,
    min(m.years) AS years
  FROM core.mention AS m
  JOIN vacancy_number AS v USING (text_hash)
  JOIN staging.skill_number AS n USING (skill_id)
  WHERE m.counts
  GROUP BY key
)
SELECT (key >> 39)::INTEGER AS v, dense_rank() OVER (
    PARTITION BY key >> 39 ORDER BY CASE WHEN (key >> 12) & 134217727 = 134217727 THEN key ELSE (key >> 12) << 12 END
  )::INTEGER AS requirement, (key & 4095)::SMALLINT AS s, any_of, strength, years
FROM counted
ORDER BY key;

CREATE TABLE core.requirement_skill AS
SELECT v.vacancy_id, r.requirement, n.skill_id, r.any_of, (['required', 'preferred', 'duty'])[r.strength] AS strength,
  r.years
FROM requirement_number AS r
JOIN vacancy_number AS v USING (v)
JOIN staging.skill_number AS n USING (s);
