-- question:  Which named tools must one know for each vacancy in scope, alternatives taken as one must?
-- grain:     one row per vacancy, must and tool that meets it; one row with null skill for a vacancy without any
-- columns:   vacancy      number of the vacancy
--            employer     number of its employer
--            populations  bit p is set when it is looked into for population number p, in order of their names; bit 0
--                         when $population is given
--            alternative  0 for a must that one tool meets; else the same number for each of those that meet it
--            skill        number of the tool in core.skill by its id, from 0; null when the vacancy has no must
-- params:    $population (null: all), $country, $seniority, $workplace (null: any), $open_now (true: vacancies known to
--            stand now), $most (vacancies of a population at most; more are thinned out to a fixed sample)
-- caveat:    A must is a requirement whose strongest wording is required and that named tools alone can meet: concepts
--            such as communication or statistics are taken as known. The same alternatives asked for twice are one
--            must.
WITH scope AS MATERIALIZED (
  SELECT vacancy_id, employer_id, coalesce(role, '') AS role, ('0x' || left(md5(vacancy_id), 16))::UBIGINT AS draw
  FROM core.vacancy AS v
  WHERE v.counted AND coalesce(v.seniority = $seniority, $seniority IS NULL)
    AND coalesce(v.workplace = $workplace, $workplace IS NULL)
    AND ($country IS NULL OR v.vacancy_id IN (SELECT vacancy_id FROM core.place WHERE country = $country))
    AND (NOT $open_now OR v.vacancy_id IN (SELECT vacancy_id FROM core.posting WHERE state IN ('open', 'missing')))
),
number AS (
  SELECT population, role, dense_rank() OVER (ORDER BY population) - 1 AS p
  FROM core.population
  WHERE coalesce(population = $population, true)
),
first_drawn AS MATERIALIZED (SELECT role, min(draw, $most) AS draws FROM scope GROUP BY role),
member AS (SELECT DISTINCT n.p, r.role FROM number AS n JOIN first_drawn AS r ON n.role IN ('*', r.role)),
last_drawn AS (
  SELECT m.p, list_max(min(f.draw, $most)) AS draw
  FROM member AS m
  JOIN (SELECT role, unnest(draws) AS draw FROM first_drawn) AS f USING (role)
  GROUP BY m.p
),
drawn AS (
  SELECT s.vacancy_id, any_value(s.employer_id) AS employer_id, bit_or(1::BIGINT << m.p) AS populations
  FROM scope AS s
  JOIN (SELECT m.role, m.p, l.draw FROM member AS m JOIN last_drawn AS l USING (p)) AS m
    ON m.role = s.role AND s.draw <= m.draw
  GROUP BY s.vacancy_id
),
employer AS (
  SELECT employer_id, row_number() OVER (ORDER BY employer_id) AS employer FROM (SELECT DISTINCT employer_id FROM drawn)
),
numbered AS MATERIALIZED (
  SELECT d.vacancy_id, d.populations, row_number() OVER (ORDER BY d.vacancy_id) AS vacancy, e.employer
  FROM drawn AS d
  JOIN employer AS e USING (employer_id)
),
skill AS (
  SELECT skill_id, row_number() OVER (ORDER BY skill_id) - 1 AS skill, catalogue = 'tool' AS is_tool FROM core.skill
),
required AS (
  SELECT n.vacancy, r.requirement, r.any_of, r.alternatives, n.vacancy_id
  FROM core.requirement AS r
  JOIN numbered AS n USING (vacancy_id)
  WHERE r.strength = 'required'
),
single AS (
  SELECT vacancy, alternatives[1] AS skill_id FROM required WHERE NOT any_of AND alternatives IS NOT NULL
  UNION ALL
  SELECT r.vacancy, s.skill_id
  FROM required AS r
  JOIN core.requirement_skill AS s USING (vacancy_id, requirement)
  WHERE r.alternatives IS NULL
),
one AS (
  SELECT DISTINCT (n.vacancy << 12) | s.skill AS key
  FROM single AS n
  JOIN skill AS s USING (skill_id)
  WHERE s.is_tool
),
several AS (
  SELECT DISTINCT n.vacancy, list(s.skill ORDER BY s.skill) AS skills
  FROM (SELECT vacancy, requirement, unnest(alternatives) AS skill_id FROM required WHERE any_of) AS n
  JOIN skill AS s USING (skill_id)
  GROUP BY n.vacancy, n.requirement
  HAVING bool_and(s.is_tool)
),
must AS (
  SELECT key >> 12 AS vacancy, 0 AS alternative, (key & 4095)::SMALLINT AS skill FROM one
  UNION ALL
  SELECT vacancy, alternative, unnest(skills)::SMALLINT
  FROM (SELECT *, (row_number() OVER (ORDER BY vacancy, skills))::INTEGER AS alternative FROM several)
)
SELECT n.vacancy, n.employer, n.populations, m.alternative, m.skill
FROM numbered AS n
LEFT JOIN must AS m USING (vacancy)
ORDER BY n.vacancy, m.alternative, m.skill;
