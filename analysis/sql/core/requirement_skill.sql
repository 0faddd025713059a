-- question:  Which skills would meet each requirement of a vacancy?
-- grain:     one row per vacancy, requirement and skill
-- columns:   vacancy_id   vacancy
--            requirement  number within the vacancy, from 1
--            skill_id     a skill that it asks for
--            any_of       true when one of several skills will do
--            strength     strongest wording of this skill in this requirement: required, preferred or duty
--            years        years of experience asked for with it
-- depends:   core.vacancy, core.mention, core.skill
-- delta:     by vacancy_id
-- reads:     core.vacancy: vacancy_id, text_hash, counted
-- caveat:    Counted mentions of counted vacancies only. A mention without a requirement number is a requirement of
--            its own.
CREATE TABLE core.requirement_skill AS
WITH counted AS (
  SELECT v.vacancy_id, m.*, CASE WHEN m.requirement IS NULL THEN m.skill_id END AS lone_skill
  FROM core.vacancy AS v
  JOIN core.mention AS m USING (text_hash)
  SEMI JOIN core.skill USING (skill_id)
  WHERE v.counted AND m.counts
),
numbered AS (
  SELECT *,
    dense_rank() OVER (PARTITION BY vacancy_id ORDER BY requirement NULLS LAST, lone_skill NULLS FIRST) AS number
  FROM counted
)
SELECT
  vacancy_id, number::INTEGER AS requirement, skill_id, bool_or(any_of) AS any_of,
  first(strength ORDER BY list_position(['required', 'preferred', 'duty'], strength)) AS strength, min(years) AS years
FROM numbered
GROUP BY vacancy_id, number, skill_id
ORDER BY vacancy_id, requirement, skill_id;
