-- Q:         Which vacancies ask for no other named tool as a must than the ones given?
-- expects:   title, employer, opened_on, musts, url
-- params:    $have = python pytorch sql aws docker, $population = ml, $top = 25
WITH must AS (
  SELECT r.vacancy_id, r.requirement, bool_or(s.skill_id IN (SELECT unnest(string_split($have, ' ')))) AS met,
    string_agg(k.name, ' or ' ORDER BY k.name) AS wanted
  FROM core.requirement AS r
  JOIN core.requirement_skill AS s USING (vacancy_id, requirement)
  JOIN core.skill AS k USING (skill_id)
  WHERE r.strength = 'required'
  GROUP BY r.vacancy_id, r.requirement
  HAVING bool_and(k.catalogue = 'tool')
)
SELECT v.title, e.name AS employer, v.opened_on, string_agg(DISTINCT m.wanted, ', ' ORDER BY m.wanted) AS musts,
  any_value(p.url) AS url
FROM must AS m
JOIN core.population_vacancy AS i USING (vacancy_id)
JOIN core.vacancy AS v USING (vacancy_id)
JOIN core.employer AS e ON e.employer_id = v.employer_id
JOIN core.posting AS p ON p.posting_key = v.vacancy_id
WHERE i.population = $population
GROUP BY v.vacancy_id, v.title, e.name, v.opened_on
HAVING bool_and(m.met)
ORDER BY v.opened_on DESC NULLS LAST, v.vacancy_id
LIMIT $top::INTEGER;
