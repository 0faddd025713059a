-- question:  From when to when did a crawled posting stand on its board without having been closed in between?
-- grain:     one row per crawled posting and stretch
-- columns:   posting_key    posting
--            stretch        number, from 1
--            first_seen_at  first visit that saw it, UTC
--            last_seen_at   last visit that is known to have listed it
--            missed_at      first whole listing, or begin of the board's death, after which it was not seen again
--            confirmed_at   visit that closed it; null while it is not closed
--            closed_by      missed or board dead; null while it is not closed
--            closable       true when its board gave a whole listing at least once
--            watched_from   first visit of its board
-- depends:   staging.visit, raw.sighting, raw.posting_line
-- delta:     by posting_key
-- caveat:    Seen is seen, whatever the visit ended with; only absence needs a whole listing.
CREATE TABLE staging.stretch AS
WITH listing AS (
  SELECT posting_key, source, board, run_id FROM raw.sighting
  UNION
  SELECT posting_key, source, board, run_id FROM raw.posting_line
),
seen AS (
  SELECT l.posting_key, v.*, lead(v.n) OVER w AS next_n, max(v.held_at) OVER w AS last_seen_at
  FROM listing AS l
  JOIN staging.visit AS v USING (source, board, run_id)
  WHERE source <> 'import'
  WINDOW w AS (PARTITION BY l.posting_key ORDER BY v.n)
),
board AS (
  SELECT source, board, bool_or(whole) AS closable, min(visited_at) AS watched_from
  FROM staging.visit
  GROUP BY source, board
),
judged AS (
  SELECT *,
    coalesce(missed_n < coalesce(next_n, missed_n + 1), false) AS missed,
    coalesce(confirmed_n < coalesce(next_n, confirmed_n + 1), false) AS confirmed,
    closable AND coalesce(gone_n < coalesce(next_n, gone_n + 1), false) AS gone
  FROM seen
  JOIN board USING (source, board)
),
numbered AS (
  SELECT *, next_n IS NULL OR confirmed OR gone AS is_last, 1 + coalesce(sum((confirmed OR gone)::INTEGER) OVER (
    PARTITION BY posting_key ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS stretch
  FROM judged
),
whole_stretch AS (
  SELECT posting_key, closable, watched_from, stretch, min(visited_at) AS first_seen_at,
    max(last_seen_at) AS last_seen_at,
    max(missed_at) FILTER (is_last AND missed) AS missed_at,
    max(confirmed_at) FILTER (is_last AND confirmed) AS confirmed_at,
    max(dead_at) FILTER (is_last AND gone) AS dead_at,
    max(gone_at) FILTER (is_last AND gone) AS gone_at
  FROM numbered
  GROUP BY posting_key, closable, watched_from, stretch
)
SELECT
  posting_key, stretch::INTEGER AS stretch, first_seen_at, last_seen_at,
  CASE WHEN confirmed_at <= gone_at OR gone_at IS NULL THEN missed_at ELSE least(missed_at, dead_at) END AS missed_at,
  least(confirmed_at, gone_at) AS confirmed_at,
  CASE
    WHEN confirmed_at IS NULL AND gone_at IS NULL THEN NULL
    WHEN confirmed_at <= gone_at OR gone_at IS NULL THEN 'missed'
    ELSE 'board dead'
  END AS closed_by,
  closable, watched_from
FROM whole_stretch
ORDER BY posting_key, stretch;
