-- question:  What did each run visit and bring?
-- grain:     one row per run
-- columns:   run_id           run; the parts of one that was split over machines count together
--            started_at       start of its first visit, UTC
--            ended_at         end of its last visit, UTC
--            sources          sources visited
--            boards           boards visited; the next seven columns add up to it
--            complete         boards that gave their whole listing
--            partial          boards that gave a part of it
--            error            boards that failed
--            postings_listed  postings on the listings, or rows of the files
--            new              postings that this run landed first
--            changed          postings whose text this run landed anew
--            closed           postings whose end this run confirmed
--            unchanged        boards that answered "not changed"
--            empty            boards with a whole listing without a posting
--            dead             boards that answered "not found"
--            blocked          boards that refused
--            emitted          postings landed
-- depends:   macros.lifecycle, raw.board_result, raw.posting_line, staging.stretch, staging.visit, core.posting
-- caveat:    Complete runs only. A board visited twice in a run counts twice.
CREATE TABLE marts.run_history AS
WITH visit AS (
  SELECT split_part(run_id, '.', 1) AS run_id, min(utc(started_at)) AS started_at,
    max(coalesce(utc(ended_at), utc(started_at))) AS ended_at, count(DISTINCT source) AS sources, count(*) AS boards,
    count(*) FILTER (status = 'complete') AS complete, count(*) FILTER (status = 'partial') AS partial,
    count(*) FILTER (status = 'error') AS error, coalesce(sum(listed), 0)::BIGINT AS postings_listed,
    count(*) FILTER (status = 'unchanged') AS unchanged, count(*) FILTER (status = 'empty') AS empty,
    count(*) FILTER (status = 'dead') AS dead, count(*) FILTER (status = 'blocked') AS blocked,
    coalesce(sum(emitted), 0)::BIGINT AS emitted
  FROM raw.board_result
  GROUP BY ALL
),
several AS (SELECT posting_key FROM raw.posting_line GROUP BY posting_key HAVING count(*) > 1),
-- Most postings were landed once, which is when they were new; only the others are put in order.
line AS (
  SELECT run_id, row_number() OVER w = 1 AS new, content_hash <> lag(content_hash) OVER w AS changed
  FROM raw.posting_line
  SEMI JOIN several USING (posting_key)
  WINDOW w AS (PARTITION BY posting_key ORDER BY seen_at, split_part(run_id, '.', 1), content_hash)
  UNION ALL
  SELECT run_id, true, false FROM raw.posting_line ANTI JOIN several USING (posting_key)
),
landed AS (
  SELECT split_part(run_id, '.', 1) AS run_id, count(*) FILTER (new) AS new, count(*) FILTER (changed) AS changed
  FROM line
  GROUP BY ALL
),
closing AS (
  SELECT split_part(v.run_id, '.', 1) AS run_id, count(*) AS closed
  FROM staging.stretch AS s
  JOIN core.posting AS p USING (posting_key)
  JOIN staging.visit AS v ON v.source = p.source AND v.board = p.board AND v.visited_at = s.confirmed_at
  GROUP BY ALL
)
SELECT
  v.run_id, v.started_at, v.ended_at, v.sources, v.boards, v.complete, v.partial, v.error, v.postings_listed,
  coalesce(l.new, 0) AS new, coalesce(l.changed, 0) AS changed, coalesce(c.closed, 0) AS closed, v.unchanged, v.empty,
  v.dead, v.blocked, v.emitted
FROM visit AS v
LEFT JOIN landed AS l USING (run_id)
LEFT JOIN closing AS c USING (run_id)
ORDER BY v.started_at, v.run_id;
