-- check:     What lifecycle_month carries from month to month is what core.stretch says was open then.
-- question:  Where does the sum of the flows differ from the stock?
WITH trusted AS (SELECT source FROM marts.source_quality WHERE NOT quarantined),
distrusted AS (
  SELECT vacancy_id
  FROM core.posting
  LEFT JOIN (SELECT source, true AS good FROM trusted) AS t USING (source)
  SEMI JOIN (SELECT vacancy_id FROM core.posting ANTI JOIN trusted USING (source)) AS d USING (vacancy_id)
  GROUP BY vacancy_id
  HAVING count(good) = 0
),
standing AS (
  SELECT v.population, date_trunc('month', s.entered_on) AS entered, date_trunc('month', s.closed_on) AS closed,
    count(*) AS n
  FROM core.stretch AS s
  JOIN core.population_vacancy AS v USING (vacancy_id)
  ANTI JOIN distrusted USING (vacancy_id)
  WHERE s.watched
  GROUP BY ALL
)
SELECT m.population, m.month, m.open_at_end, coalesce(sum(s.n), 0)::BIGINT AS standing
FROM marts.lifecycle_month AS m
LEFT JOIN standing AS s
  ON s.population = m.population AND s.entered <= m.month AND coalesce(s.closed > m.month, true)
GROUP BY m.population, m.month, m.open_at_end
HAVING coalesce(sum(s.n), 0) <> m.open_at_end
ORDER BY m.population, m.month;
