-- question:  Which vacancies does the explorer hold, and what does each ask for?
-- grain:     temporary tables: explorer_vacancy, one row per vacancy; explorer_place, one per vacancy and country;
--            explorer_skill, one per skill; explorer_single, explorer_group and explorer_other, one per vacancy and
--            skill (and group)
-- columns:   position  number of the vacancy, from 0, in the order of its employer
--            employer  number of the employer, from 0
--            month     12 * year + month - 1 of the opening date, -1 when nothing dates it
--            skill     number of the skill, from 0, most asked first
--            country   ISO 3166-1 alpha-2; a vacancy whose texts state none has no row
--            number    number of a requirement that any of its skills meets
-- params:    $most: vacancies held; the latest where there are more
-- caveat:    A requirement without alternatives is met by all its skills, so that each of them stands for itself.
--            The same skill or the same alternatives in two sentences of a text are one requirement. That is how
--            analysis/sql/openings/must.sql counts for `skilldemand gap`.
CREATE OR REPLACE TEMP TABLE explorer_vacancy AS
WITH held AS (
  SELECT * FROM core.vacancy WHERE counted ORDER BY opened_on DESC NULLS LAST, vacancy_id LIMIT $most
)
SELECT
  row_number() OVER (ORDER BY employer_id, vacancy_id) - 1 AS position,
  dense_rank() OVER (ORDER BY employer_id) - 1 AS employer, vacancy_id, role, seniority, workplace,
  coalesce(12 * year(opened_on) + month(opened_on) - 1, -1) AS month
FROM held
ORDER BY position;

CREATE OR REPLACE TEMP TABLE explorer_place AS
SELECT DISTINCT v.position, p.country
FROM explorer_vacancy AS v
JOIN core.place AS p USING (vacancy_id)
WHERE p.country IS NOT NULL;

CREATE OR REPLACE TEMP TABLE explorer_skill AS
SELECT row_number() OVER (ORDER BY count(v.vacancy_id) DESC, s.skill_id) - 1 AS skill, s.skill_id
FROM core.skill AS s
LEFT JOIN core.vacancy_skill AS v USING (skill_id)
GROUP BY s.skill_id
ORDER BY skill;

CREATE OR REPLACE TEMP TABLE explorer_single AS
SELECT DISTINCT v.position, k.skill
FROM explorer_vacancy AS v
JOIN core.requirement_skill AS s USING (vacancy_id)
JOIN core.requirement AS r USING (vacancy_id, requirement)
JOIN explorer_skill AS k USING (skill_id)
WHERE NOT r.any_of AND r.strength = 'required';

CREATE OR REPLACE TEMP TABLE explorer_group AS
WITH distinct_group AS (
  SELECT DISTINCT v.position, r.alternatives
  FROM explorer_vacancy AS v
  JOIN core.requirement AS r USING (vacancy_id)
  WHERE r.any_of AND r.strength = 'required'
),
numbered AS (
  SELECT row_number() OVER (ORDER BY position, alternatives) - 1 AS number, position, unnest(alternatives) AS skill_id
  FROM distinct_group
)
SELECT n.position, n.number, k.skill
FROM numbered AS n
JOIN explorer_skill AS k USING (skill_id);

CREATE OR REPLACE TEMP TABLE explorer_other AS
SELECT v.position, k.skill
FROM explorer_vacancy AS v
JOIN core.vacancy_skill AS a USING (vacancy_id)
JOIN explorer_skill AS k USING (skill_id)
ANTI JOIN explorer_single AS s ON s.position = v.position AND s.skill = k.skill
ANTI JOIN explorer_group AS g ON g.position = v.position AND g.skill = k.skill;
