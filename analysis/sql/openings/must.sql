-- question:  Which named tools must one know for each vacancy in scope, alternatives taken as one must?
-- grain:     one row per vacancy, must and tool that meets it; one row with null skill for a vacancy without any
-- columns:   vacancy      number of the vacancy, from 0
--            employer     number of its employer, from 0
--            populations  bit p is set when it is looked into for population number p, in order of their names; bit 0
--                         when $population is given
--            alternative  0 for a must that one tool meets; else the same number for each of those that meet it
--            skill        number of the tool in core.skill by its id, from 0; null when the vacancy has no must
-- params:    $population (null: all), $country, $seniority, $workplace (null: any), $open_now (true: vacancies known to
--            stand now), $most (vacancies of a population at most; more are thinned out to a fixed sample)
-- caveat:    A must is a requirement whose strongest wording is required and that named tools alone can meet: concepts
--            such as communication or statistics are taken as known. The same alternatives asked for twice are one
--            must.
WITH number AS (
  SELECT population, role, dense_rank() OVER (ORDER BY population) - 1 AS p
  FROM core.population
  WHERE coalesce(population = $population, true)
),
scope AS (
  SELECT vacancy_id, employer_id, role,
    row_number() OVER (ORDER BY ('0x' || left(md5(vacancy_id), 16))::UBIGINT, vacancy_id) AS draw
  FROM core.vacancy AS v
  WHERE v.counted AND coalesce(v.seniority = $seniority, $seniority IS NULL)
    AND coalesce(v.workplace = $workplace, $workplace IS NULL)
    AND ($country IS NULL OR v.vacancy_id IN (SELECT vacancy_id FROM core.place WHERE country = $country))
    AND (NOT $open_now OR v.vacancy_id IN (SELECT vacancy_id FROM core.posting WHERE state IN ('open', 'missing')))
),
member AS (SELECT DISTINCT n.p, s.draw FROM scope AS s JOIN number AS n ON n.role IN ('*', s.role)),
drawn AS (
  SELECT draw, bit_or(1::BIGINT << p) AS populations
  FROM (FROM member QUALIFY row_number() OVER (PARTITION BY p ORDER BY draw) <= $most)
  GROUP BY draw
),
numbered AS (
  SELECT s.vacancy_id, d.populations, (row_number() OVER (ORDER BY s.vacancy_id) - 1)::INTEGER AS vacancy,
    (dense_rank() OVER (ORDER BY s.employer_id) - 1)::INTEGER AS employer
  FROM scope AS s
  JOIN drawn AS d USING (draw)
),
skill AS (
  SELECT skill_id, (row_number() OVER (ORDER BY skill_id) - 1)::SMALLINT AS skill, catalogue = 'tool' AS is_tool
  FROM core.skill
),
required AS (
  SELECT n.vacancy, r.requirement, r.any_of, r.alternatives, n.vacancy_id
  FROM core.requirement AS r
  JOIN numbered AS n USING (vacancy_id)
  WHERE r.strength = 'required'
),
named AS (
  SELECT vacancy, requirement, any_of, unnest(alternatives) AS skill_id FROM required WHERE alternatives IS NOT NULL
  UNION ALL
  SELECT r.vacancy, r.requirement, r.any_of, s.skill_id
  FROM required AS r
  JOIN core.requirement_skill AS s USING (vacancy_id, requirement)
  WHERE r.alternatives IS NULL
),
one AS (
  SELECT DISTINCT n.vacancy, s.skill
  FROM named AS n
  JOIN skill AS s USING (skill_id)
  WHERE NOT n.any_of AND s.is_tool
),
several AS (
  SELECT DISTINCT n.vacancy, list(s.skill ORDER BY s.skill) AS skills
  FROM named AS n
  JOIN skill AS s USING (skill_id)
  WHERE n.any_of
  GROUP BY n.vacancy, n.requirement
  HAVING bool_and(s.is_tool)
),
must AS (
  SELECT vacancy, 0 AS alternative, skill FROM one
  UNION ALL
  SELECT vacancy, alternative, unnest(skills)
  FROM (SELECT *, (row_number() OVER (ORDER BY vacancy, skills))::INTEGER AS alternative FROM several)
)
SELECT n.vacancy, n.employer, n.populations, m.alternative, m.skill
FROM numbered AS n
LEFT JOIN must AS m USING (vacancy)
ORDER BY n.vacancy, m.alternative, m.skill;
