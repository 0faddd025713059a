-- question:  Does each source still give what it used to give, or is it broken?
-- grain:     one row per source
-- columns:   source           access path, or import
--            runs             runs that visited it
--            last_visit_at    start of its last visit, UTC
--            boards           boards visited in the sixty days before that, or boards of files; the next seven columns
--                             add up to it
--            complete         boards whose last visit was complete
--            unchanged        boards whose last visit was answered "not changed"
--            empty            boards whose last visit was a whole listing without a posting
--            partial          boards whose last visit gave a part of the listing
--            dead             boards whose last visit was answered "not found"
--            blocked          boards whose last visit was refused
--            error            boards whose last visit failed
--            listed           postings on the last readable listing of each of these boards
--            kept             of these, postings that the role filter kept, or rows of a file that could be used
--            share_kept       kept / listed: the share of its kind of postings on the whole boards
--            postings         postings stored
--            new_last_run     of these, first seen on the day of the last visit
--            closed           of these, closed now
--            last_yield       postings on the last whole listings of the boards that had three or more before it
--            usual_yield      sum over the same boards of the median of up to eight whole listings before it
--            quarantined      true when trends leave it out
--            reason           why; null when it is not quarantined
-- depends:   macros.lifecycle, staging.visit, core.posting
-- caveat:    Quarantined: last_yield is under half of usual_yield and usual_yield at least ten, or the last visit of
--            every board failed. Yields are compared board by board, so runs over a part of the boards do not matter.
--            A feed never gives a whole listing; only failure quarantines it. Imported files are never quarantined.
CREATE TABLE marts.source_quality AS
WITH visit AS (
  SELECT *, max(visited_at) OVER (PARTITION BY source) AS last_visit_at,
    row_number() OVER (PARTITION BY source, board ORDER BY n DESC) AS back
  FROM staging.visit
),
board AS (
  SELECT source, board, max(status) FILTER (back = 1) AS status,
    arg_max(listed, n) FILTER (status NOT IN ('dead', 'blocked', 'error')) AS listed,
    arg_max(listed - dropped, n) FILTER (status NOT IN ('dead', 'blocked', 'error')) AS kept
  FROM visit
  GROUP BY source, board
  HAVING source = 'import' OR max(visited_at) >= max(last_visit_at) - spell_gap()
),
whole AS (
  SELECT source, board, listed, row_number() OVER (PARTITION BY source, board ORDER BY n DESC) AS back
  FROM staging.visit
  SEMI JOIN board USING (source, board)
  WHERE (whole OR status = 'unchanged') AND source <> 'import'
),
usual AS (
  SELECT source, board, median(listed) FILTER (back BETWEEN 2 AND 9) AS usual, max(listed) FILTER (back = 1) AS last
  FROM whole
  GROUP BY source, board
  HAVING count(*) >= 4
),
yield AS (SELECT source, sum(last)::BIGINT AS last_yield, sum(usual) AS usual_yield FROM usual GROUP BY source),
counted AS (
  SELECT source, count(*) AS boards, sum(listed)::BIGINT AS listed, sum(kept)::BIGINT AS kept,
    count(*) FILTER (status = 'complete') AS complete, count(*) FILTER (status = 'unchanged') AS unchanged,
    count(*) FILTER (status = 'empty') AS empty, count(*) FILTER (status = 'partial') AS partial,
    count(*) FILTER (status = 'dead') AS dead, count(*) FILTER (status = 'blocked') AS blocked,
    count(*) FILTER (status = 'error') AS error
  FROM board
  GROUP BY source
),
run AS (
  SELECT source, count(DISTINCT split_part(run_id, '.', 1)) AS runs, max(visited_at) AS last_visit_at
  FROM visit
  GROUP BY source
),
stored AS (
  SELECT p.source, count(*) AS postings, count(*) FILTER (p.state = 'closed') AS closed,
    count(*) FILTER (p.first_seen_on >= run.last_visit_at::DATE) AS new_last_run
  FROM core.posting AS p
  JOIN run USING (source)
  GROUP BY p.source
),
judged AS (
  SELECT *,
    CASE
      WHEN source = 'import' THEN NULL
      WHEN dead + blocked + error = boards THEN 'no board could be read on its last visit'
      WHEN last_yield < usual_yield / 2 AND usual_yield >= 10
        THEN printf('%d postings listed where %d are usual', last_yield, round(usual_yield)::BIGINT)
    END AS reason
  FROM counted
  JOIN run USING (source)
  LEFT JOIN yield USING (source)
)
SELECT
  source, runs, last_visit_at, boards, complete, unchanged, empty, partial, dead, blocked, error, listed, kept,
  kept / nullif(listed, 0) AS share_kept, coalesce(postings, 0) AS postings, coalesce(new_last_run, 0) AS new_last_run,
  coalesce(closed, 0) AS closed, last_yield, usual_yield, reason IS NOT NULL AS quarantined, reason
FROM judged
LEFT JOIN stored USING (source)
ORDER BY source;
