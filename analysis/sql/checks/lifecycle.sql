-- check:     What lifecycle_month carries from month to month is what core.stretch says was open then.
-- question:  Where does the sum of the flows differ from the stock?
WITH trusted AS (
  SELECT DISTINCT p.vacancy_id
  FROM core.posting AS p
  JOIN marts.source_quality AS q USING (source)
  WHERE NOT q.quarantined
)
SELECT m.population, m.month, m.open_at_end, count(s.vacancy_id) AS standing
FROM marts.lifecycle_month AS m
LEFT JOIN (
  SELECT v.population, s.* FROM core.stretch AS s
  JOIN core.population_vacancy AS v USING (vacancy_id)
  SEMI JOIN trusted USING (vacancy_id)
  WHERE s.watched
) AS s
  ON s.population = m.population AND s.entered_on < m.month + INTERVAL 1 MONTH
  AND coalesce(s.closed_on >= m.month + INTERVAL 1 MONTH, true)
GROUP BY m.population, m.month, m.open_at_end
HAVING count(s.vacancy_id) <> m.open_at_end
ORDER BY m.population, m.month;
