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
CREATE OR REPLACE TABLE scratch.vacancy_number AS
SELECT row_number() OVER (ORDER BY vacancy_id)::INTEGER AS v, vacancy_id, text_hash FROM core.vacancy WHERE counted;

-- Counted by small numbers and named at the end; core.requirement and core.vacancy_skill go on from these. Vacancy,
-- requirement and skill share one number of 24, 27 and 12 bits, which is grouped and sorted fast; the largest
-- requirement stands for none. In that order a requirement is numbered by counting where one begins.
CREATE OR REPLACE TABLE scratch.requirement_number AS
WITH counted AS (
  SELECT (v.v::BIGINT << 39) | (coalesce(m.requirement, 134217727)::BIGINT << 12) | n.s AS key,
    bool_or(m.any_of) AS any_of,
    min(CASE m.strength WHEN 'required' THEN 1 WHEN 'preferred' THEN 2 WHEN 'duty' THEN 3 END)::TINYINT AS strength,
    min(m.years) AS years
  FROM core.mention AS m
  JOIN scratch.vacancy_number AS v USING (text_hash)
  JOIN staging.skill_number AS n USING (skill_id)
  WHERE m.counts
  GROUP BY key
  ORDER BY key
),
begun AS (
  SELECT *, (key >> 12) & 134217727 = 134217727 AS own,
    own OR key >> 12 IS DISTINCT FROM lag(key) OVER () >> 12 AS begins
  FROM counted
)
SELECT (key >> 39)::INTEGER AS v, (key & 4095)::SMALLINT AS s, any_of, strength, years, own, begins,
  sum(begins::INTEGER) OVER (ROWS UNBOUNDED PRECEDING)::INTEGER AS r
FROM begun;

CREATE OR REPLACE TABLE scratch.vacancy_named AS
SELECT v.v, v.vacancy_id, r.before
FROM scratch.vacancy_number AS v
JOIN (SELECT v, min(r) - 1 AS before FROM scratch.requirement_number GROUP BY v) AS r USING (v);

CREATE TABLE core.requirement_skill AS
SELECT v.vacancy_id, r.r - v.before AS requirement, n.skill_id, r.any_of,
  (['required', 'preferred', 'duty'])[r.strength] AS strength, r.years
FROM scratch.requirement_number AS r
JOIN scratch.vacancy_named AS v USING (v)
JOIN staging.skill_number AS n USING (s);
