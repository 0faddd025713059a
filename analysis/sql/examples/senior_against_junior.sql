-- Q:         What is asked for more often at one seniority than at another? Two intervals of one's own, side by side.
-- expects:   name, one, one_lo, one_hi, other, other_lo, other_hi, told_apart
-- params:    $one = senior, $other = mid, $population = ml, $skills = 40
WITH member AS (
  SELECT v.vacancy_id, v.employer_id, v.seniority
  FROM core.population_vacancy AS p
  JOIN core.vacancy AS v USING (vacancy_id)
  WHERE p.population = $population AND v.seniority IN ($one, $other)
),
skill AS (
  SELECT skill_id, name FROM marts.skill_demand WHERE population = $population
  ORDER BY k DESC, skill_id LIMIT $skills::INTEGER
),
cell AS (
  SELECT s.skill_id, s.name, m.seniority, m.employer_id, count(k.skill_id) AS k, count(*) AS n
  FROM skill AS s
  CROSS JOIN member AS m
  LEFT JOIN core.vacancy_skill AS k ON k.vacancy_id = m.vacancy_id AND k.skill_id = s.skill_id
  GROUP BY ALL
),
estimate AS (SELECT skill_id, name, seniority, neff_ci(k, n) AS ci FROM cell GROUP BY skill_id, name, seniority)
SELECT a.name, a.ci.share AS one, a.ci.lo AS one_lo, a.ci.hi AS one_hi, b.ci.share AS other, b.ci.lo AS other_lo,
  b.ci.hi AS other_hi, a.ci.lo > b.ci.hi OR a.ci.hi < b.ci.lo AS told_apart
FROM estimate AS a
JOIN estimate AS b USING (skill_id)
WHERE a.seniority = $one AND b.seniority = $other
ORDER BY told_apart DESC NULLS LAST, one - other DESC, a.skill_id;
