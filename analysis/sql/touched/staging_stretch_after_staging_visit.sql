-- question:  Which postings may have another life now that their boards were visited again?
-- grain:     one row per posting
-- columns:   key  posting_key
-- caveat:    Those whose last stretch was not closed by a miss, for only a miss that was confirmed stays what it is
--            whatever comes later; and all of a board whose visits now stand in another order.
WITH board AS (
  SELECT source, board, bool_or(came AND n_before IS DISTINCT FROM n AND n_before IS NOT NULL) AS reordered
  FROM (
    SELECT *, min(n) FILTER (NOT came) OVER (PARTITION BY source, board, run_id) AS n_before FROM diff_staging_visit
  )
  GROUP BY source, board
),
latest AS (
  SELECT posting_key, closed_by FROM staging.stretch
  QUALIFY row_number() OVER (PARTITION BY posting_key ORDER BY stretch DESC) = 1
)
SELECT l.posting_key AS key
FROM latest AS l
JOIN staging.posting AS p USING (posting_key)
JOIN board AS b USING (source, board)
WHERE b.reordered OR l.closed_by IS DISTINCT FROM 'missed'
