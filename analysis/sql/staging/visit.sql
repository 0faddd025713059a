-- question:  Which visits did each board get, and what would the absence of a posting from one of them mean?
-- grain:     one row per source, board and run
-- columns:   source        access path, or import
--            board         board
--            run_id        run
--            status        as the crawler reported it; partial where postings were stored without a report
--            visited_at    start of the visit, UTC
--            n             number of the visit on its board, from 1
--            whole         true when the listing is known to be whole: complete or empty
--            listed        postings listed; for unchanged, those of the whole listing that it repeats
--            dropped       of these, left out by the role filter
--            held_n        last visit that is known to have had the same listing: this one, or the last of the
--                          unchanged ones after it
--            held_at       start of that visit
--            missed_n      next whole listing
--            missed_at     its time
--            confirmed_n   first whole listing that confirms what missed_n does not list
--            confirmed_at  its time
--            dead_n        begin of the next row of "not found" that is long enough to close the board
--            dead_at       its time
--            gone_n        visit that makes that row long enough
--            gone_at       its time
-- depends:   macros.lifecycle, raw.board_result, raw.sighting, raw.posting_line
CREATE TABLE staging.visit AS
WITH listing AS (
  SELECT source, board, run_id, seen_at FROM raw.sighting
  UNION ALL
  SELECT source, board, run_id, seen_at FROM raw.posting_line
),
reported AS (
  SELECT source, board, run_id, status, coalesce(utc(started_at), utc(ended_at)) AS visited_at, listed, dropped
  FROM raw.board_result
  QUALIFY row_number() OVER (PARTITION BY source, board, run_id ORDER BY started_at DESC, status) = 1
  UNION ALL
  SELECT source, board, run_id, 'partial', min(utc(seen_at)), NULL, NULL
  FROM listing
  ANTI JOIN raw.board_result USING (source, board, run_id)
  GROUP BY source, board, run_id
),
numbered AS (
  SELECT *, status IN ('complete', 'empty') AS whole,
    row_number() OVER (PARTITION BY source, board ORDER BY visited_at, run_id) AS n
  FROM reported
  WHERE visited_at IS NOT NULL
),
based AS (
  SELECT *, max(CASE WHEN whole THEN n END) OVER so_far AS base_n,
    min(CASE WHEN whole THEN n END) OVER (PARTITION BY source, board ORDER BY visited_at
      RANGE BETWEEN closing_gap() FOLLOWING AND UNBOUNDED FOLLOWING) AS confirmed_n,
    n - row_number() OVER (PARTITION BY source, board, status ORDER BY n) AS streak
  FROM numbered
  WINDOW so_far AS (PARTITION BY source, board ORDER BY n ROWS UNBOUNDED PRECEDING)
),
held AS (
  SELECT source, board, base_n AS n, max(n) AS held_n FROM based WHERE status = 'unchanged' GROUP BY ALL
),
dead AS (
  SELECT source, board, min(dead_n) AS n,
    min(n) FILTER (place >= dead_visits() AND visited_at >= dead_at + dead_gap()) AS gone_n
  FROM (
    SELECT *, min(n) OVER w AS dead_n, min(visited_at) OVER w AS dead_at, row_number() OVER w AS place
    FROM based
    WHERE status = 'dead'
    WINDOW w AS (PARTITION BY source, board, streak ORDER BY n)
  )
  GROUP BY source, board, streak
  HAVING gone_n IS NOT NULL
),
linked AS (
  SELECT b.* EXCLUDE (listed, dropped), coalesce(h.held_n, b.n) AS held_n,
    CASE WHEN b.status = 'unchanged' THEN base.listed ELSE b.listed END AS listed,
    CASE WHEN b.status = 'unchanged' THEN base.dropped ELSE b.dropped END AS dropped,
    min(CASE WHEN b.whole THEN b.n END) OVER later AS missed_n, min(d.n) OVER later AS dead_n
  FROM based AS b
  LEFT JOIN held AS h USING (source, board, n)
  LEFT JOIN dead AS d USING (source, board, n)
  LEFT JOIN based AS base ON base.source = b.source AND base.board = b.board AND base.n = b.base_n
  WINDOW later AS (PARTITION BY b.source, b.board ORDER BY b.n ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
)
SELECT
  v.source, v.board, v.run_id, v.status, v.visited_at, v.n, v.whole, v.listed, v.dropped, v.held_n,
  h.visited_at AS held_at, v.missed_n, m.visited_at AS missed_at, m.confirmed_n, c.visited_at AS confirmed_at,
  v.dead_n, s.visited_at AS dead_at, d.gone_n, g.visited_at AS gone_at
FROM linked AS v
JOIN based AS h ON h.source = v.source AND h.board = v.board AND h.n = v.held_n
LEFT JOIN based AS m ON m.source = v.source AND m.board = v.board AND m.n = v.missed_n
LEFT JOIN based AS c ON c.source = v.source AND c.board = v.board AND c.n = m.confirmed_n
LEFT JOIN based AS s ON s.source = v.source AND s.board = v.board AND s.n = v.dead_n
LEFT JOIN dead AS d ON d.source = v.source AND d.board = v.board AND d.n = v.dead_n
LEFT JOIN based AS g ON g.source = v.source AND g.board = v.board AND g.n = d.gone_n
ORDER BY v.source, v.board, v.n;
