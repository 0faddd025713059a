-- check:     Every row is accounted for: within a stage the parts add up to all, and what one stage keeps the next
--            begins with.
-- question:  Where do the counts of meta.accounting contradict each other?
WITH balance AS (
  SELECT stage, sum(rows) FILTER (reason = 'all') AS whole, sum(rows) FILTER (reason <> 'all') AS parts,
    sum(rows) FILTER (reason = 'kept') AS kept
  FROM meta.accounting
  WHERE stage <> 'board'
  GROUP BY stage
)
SELECT stage, whole, parts, 'parts of the stage' AS against FROM balance WHERE whole IS DISTINCT FROM parts
UNION ALL
SELECT a.stage, a.kept, b.whole, 'all of ' || b.stage
FROM balance AS a
JOIN balance AS b ON (a.stage, b.stage) IN (('landing', 'posting'), ('posting', 'vacancy'))
WHERE a.kept IS DISTINCT FROM b.whole;
