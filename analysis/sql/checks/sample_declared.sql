-- check:     Sample data are called so: no invented posting stands behind a table that does not say it.
-- question:  Where would sample data pass for real ones?
SELECT 'meta.run' AS made, origin AS entry
FROM meta.run
WHERE sample <> (SELECT coalesce(bool_or(sample), false) FROM core.posting)
  OR (sample AND NOT contains(lower(origin), 'sample'))
UNION ALL
SELECT 'marts.overview', o.population
FROM marts.overview AS o
JOIN core.population AS p USING (population)
JOIN core.vacancy AS v ON p.role = '*' OR p.role = v.role
JOIN core.posting AS a USING (vacancy_id)
WHERE v.in_window AND a.sample AND NOT o.sample
GROUP BY ALL
ORDER BY ALL;
