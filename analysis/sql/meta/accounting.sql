-- question:  What became of every landing row?
-- grain:     one row per stage and reason
-- columns:   step    order of the rows
--            stage   board, landing, posting or vacancy
--            reason  'all', what was left out and why, and 'kept', which is 'all' of the next stage
--            rows    number of rows
-- depends:   raw.posting_line, raw.board_result, core.posting, core.duplicate_edge, core.vacancy, meta.period
-- caveat:    Within landing, posting and vacancy the other rows add up to 'all'; sql/checks/accounting.sql holds it.
--            The
--            stage board repeats what crawler or import reported.
CREATE TABLE meta.accounting AS
WITH merged AS (
  SELECT unnest(['same_url', 'same_ats_job', 'same_requisition', 'identical_text', 'near_identical_text',
    'copied_text']) AS rule
),
vacancy AS (
  SELECT CASE
      WHEN counted THEN 'kept'
      WHEN NOT in_window AND opened_on IS NULL THEN 'undated, and a period was asked for'
      WHEN NOT in_window THEN 'outside the period'
      ELSE 'text not read'
    END AS reason
  FROM core.vacancy
)
SELECT row_number() OVER (ORDER BY place, reason)::INTEGER AS step, stage, reason, rows::BIGINT AS rows
FROM (
  SELECT 10 AS place, 'board' AS stage, 'listed' AS reason,
    coalesce((SELECT sum(listed) FROM raw.board_result), 0) AS rows
  UNION ALL
  SELECT 11, 'board', 'left out before landing', coalesce((SELECT sum(dropped) FROM raw.board_result), 0)
  UNION ALL
  SELECT 20, 'landing', 'all', (SELECT count(*) FROM raw.posting_line)
  UNION ALL
  SELECT 21, 'landing', 'another record of the same posting',
    (SELECT count(*) - count(DISTINCT posting_key) FROM raw.posting_line)
  UNION ALL
  SELECT 22, 'landing', 'kept', (SELECT count(DISTINCT posting_key) FROM raw.posting_line)
  UNION ALL
  SELECT 30, 'posting', 'all', (SELECT count(*) FROM core.posting)
  UNION ALL
  SELECT 31, 'posting', 'merged as duplicate: ' || replace(merged.rule, '_', ' '), count(e.rule)
  FROM merged LEFT JOIN core.duplicate_edge AS e ON e.rule = merged.rule AND e.merged
  GROUP BY merged.rule
  UNION ALL
  SELECT 32, 'posting', 'kept', (SELECT count(*) FROM core.vacancy)
  UNION ALL
  SELECT 40, 'vacancy', 'all', (SELECT count(*) FROM core.vacancy)
  UNION ALL
  SELECT 41, 'vacancy', why.reason, count(vacancy.reason)
  FROM (SELECT unnest(['text not read', 'outside the period', 'undated, and a period was asked for']) AS reason) AS why
  LEFT JOIN vacancy USING (reason)
  GROUP BY why.reason
  UNION ALL
  SELECT 42, 'vacancy', 'kept', (SELECT count(*) FROM core.vacancy WHERE counted)
)
ORDER BY step;
