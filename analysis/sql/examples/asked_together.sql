-- Q:         Which skills stand beside a given one more often than chance would have it?
-- expects:   name, both, lift, share_given, share_overall
-- params:    $skill = pytorch, $population = ml, $min_both = 20, $top = 20
WITH asked AS (
  SELECT p.vacancy_id, s.skill_id
  FROM core.population_vacancy AS p JOIN core.vacancy_skill AS s USING (vacancy_id)
  WHERE p.population = $population
),
size AS (SELECT count(*) AS n FROM core.population_vacancy WHERE population = $population),
given AS (SELECT vacancy_id FROM asked WHERE skill_id = $skill),
pair AS (
  SELECT skill_id, count(*) AS both_ask
  FROM asked SEMI JOIN given USING (vacancy_id)
  WHERE skill_id <> $skill
  GROUP BY skill_id
),
single AS (SELECT skill_id, count(*) AS k FROM asked GROUP BY skill_id)
SELECT k.name, p.both_ask AS both,
  p.both_ask / nullif((SELECT count(*) FROM given), 0) / nullif(s.k / nullif(n, 0), 0) AS lift,
  p.both_ask / nullif((SELECT count(*) FROM given), 0) AS share_given, s.k / nullif(n, 0) AS share_overall
FROM pair AS p JOIN single AS s USING (skill_id) JOIN core.skill AS k USING (skill_id) CROSS JOIN size
WHERE p.both_ask >= $min_both::INTEGER
ORDER BY lift DESC, p.skill_id
LIMIT $top::INTEGER;
