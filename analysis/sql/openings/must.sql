-- question:  Which named tools must one know for each vacancy in scope, alternatives taken as one must?
-- grain:     one row per vacancy, must and tool that meets it; one row with null must for a vacancy without any
-- columns:   vacancy   number of the vacancy, from 0
--            employer  number of its employer, from 0
--            must      number of the must, from 0 over all vacancies; null when the vacancy has none
--            skill_id  tool that meets it; null likewise
-- params:    $population, $country, $seniority, $workplace (null: any), $open_now (true: vacancies known to stand now),
--            $most (vacancies at most; more are thinned out to a fixed sample)
-- caveat:    A must is a requirement whose strongest wording is required and that named tools alone can meet: concepts
--            such as communication or statistics are taken as known. The same alternatives asked for twice are one
--            must.
WITH scope AS (
  SELECT v.vacancy_id, v.employer_id
  FROM core.population_vacancy AS p
  JOIN core.vacancy AS v USING (vacancy_id)
  WHERE p.population = $population AND coalesce(v.seniority = $seniority, $seniority IS NULL)
    AND coalesce(v.workplace = $workplace, $workplace IS NULL)
    AND ($country IS NULL OR v.vacancy_id IN (SELECT vacancy_id FROM core.place WHERE country = $country))
    AND (NOT $open_now OR v.vacancy_id IN (SELECT vacancy_id FROM core.posting WHERE state IN ('open', 'missing')))
  QUALIFY count(*) OVER () <= $most OR row_number() OVER (ORDER BY md5(v.vacancy_id), v.vacancy_id) <= $most
),
numbered AS (
  SELECT vacancy_id, row_number() OVER (ORDER BY vacancy_id) - 1 AS vacancy,
    dense_rank() OVER (ORDER BY employer_id) - 1 AS employer
  FROM scope
),
required AS (
  SELECT n.vacancy, r.requirement, r.any_of, s.skill_id, k.catalogue = 'tool' AS is_tool
  FROM core.requirement AS r
  JOIN numbered AS n USING (vacancy_id)
  JOIN core.requirement_skill AS s USING (vacancy_id, requirement)
  JOIN core.skill AS k USING (skill_id)
  WHERE r.strength = 'required'
),
met_by AS (
  SELECT DISTINCT vacancy, list(skill_id ORDER BY skill_id) AS tools
  FROM required
  GROUP BY vacancy, requirement, CASE WHEN NOT any_of THEN skill_id END
  HAVING bool_and(is_tool)
),
must AS (SELECT vacancy, row_number() OVER (ORDER BY vacancy, tools) - 1 AS must, tools FROM met_by)
SELECT n.vacancy, n.employer, m.must, m.skill_id
FROM numbered AS n
LEFT JOIN (SELECT vacancy, must, unnest(tools) AS skill_id FROM must) AS m USING (vacancy)
ORDER BY n.vacancy, m.must, m.skill_id;
