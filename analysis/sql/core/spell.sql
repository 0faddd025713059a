-- question:  From when to when was a vacancy advertised, and was it advertised again?
-- grain:     one row per vacancy and spell of advertising
-- columns:   vacancy_id    vacancy
--            spell         number, from 1
--            opened_on     first day of the spell
--            last_seen_on  last day on which one of its postings was seen, or was dated
--            closed_on     day of the first of two complete visits, at least 24 hours apart, that missed all its
--                          postings
--            n_postings    postings of the spell
-- depends:   core.posting, raw.board_result, raw.sighting, raw.posting_line
-- caveat:    A gap of more than 60 days begins a new spell. Undated vacancies have none. Imported postings are dated by
--            publication only and never close. A visit answered "unchanged" counts as seeing what the complete visit
--            before it saw.
CREATE TABLE core.spell AS
WITH visit AS (
  SELECT run_id, source, board, status, try_cast(started_at AS TIMESTAMPTZ) AS visited_at,
    max(CASE WHEN status IN ('complete', 'empty') THEN try_cast(started_at AS TIMESTAMPTZ) END) OVER earlier AS base_at
  FROM raw.board_result
  WHERE status IN ('complete', 'empty', 'unchanged') AND source <> 'import'
  WINDOW earlier AS (PARTITION BY source, board ORDER BY try_cast(started_at AS TIMESTAMPTZ), run_id)
),
listing AS (
  SELECT posting_key, run_id FROM raw.sighting
  UNION
  SELECT posting_key, run_id FROM raw.posting_line
),
seen_at_visit AS (
  SELECT l.posting_key, v.visited_at
  FROM listing AS l
  JOIN core.posting AS p USING (posting_key)
  JOIN visit AS base ON base.run_id = l.run_id AND base.source = p.source AND base.board = p.board
  JOIN visit AS v ON v.source = base.source AND v.board = base.board
    AND (v.visited_at = base.visited_at OR (v.status = 'unchanged' AND v.base_at = base.visited_at))
),
last_visit AS (
  SELECT posting_key, max(seen_at) AS seen_at
  FROM (
    SELECT posting_key, visited_at AS seen_at FROM seen_at_visit
    UNION ALL
    SELECT posting_key, try_cast(seen_at AS TIMESTAMPTZ) FROM raw.sighting
    UNION ALL
    SELECT posting_key, try_cast(seen_at AS TIMESTAMPTZ) FROM raw.posting_line
  )
  GROUP BY posting_key
),
missed AS (
  SELECT posting_key, min(visited_at) AS first_miss, max(visited_at) AS last_miss
  FROM last_visit
  JOIN core.posting AS p USING (posting_key)
  JOIN visit AS v ON v.source = p.source AND v.board = p.board AND v.visited_at > seen_at AND v.status <> 'unchanged'
  GROUP BY posting_key
),
life AS (
  SELECT p.vacancy_id, p.posting_key, p.opened_on,
    greatest(p.opened_on, CASE WHEN p.source = 'import' THEN p.opened_on
      ELSE coalesce((l.seen_at AT TIME ZONE 'UTC')::DATE, p.last_seen_on) END) AS last_seen_on,
    CASE WHEN m.last_miss >= m.first_miss + INTERVAL 24 HOURS
      THEN (m.first_miss AT TIME ZONE 'UTC')::DATE END AS closed_on
  FROM core.posting AS p
  LEFT JOIN last_visit AS l USING (posting_key)
  LEFT JOIN missed AS m USING (posting_key)
  WHERE p.opened_on IS NOT NULL
),
reach AS (
  SELECT *, max(last_seen_on) OVER (
    PARTITION BY vacancy_id ORDER BY opened_on, posting_key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far
  FROM life
),
numbered AS (
  SELECT *, 1 + count(*) FILTER (WHERE opened_on > so_far + INTERVAL 60 DAYS) OVER (
    PARTITION BY vacancy_id ORDER BY opened_on, posting_key ROWS UNBOUNDED PRECEDING) AS spell
  FROM reach
)
SELECT
  vacancy_id, spell::INTEGER AS spell, min(opened_on) AS opened_on, max(last_seen_on) AS last_seen_on,
  CASE WHEN count(closed_on) = count(*) THEN max(closed_on) END AS closed_on, count(*) AS n_postings
FROM numbered
GROUP BY vacancy_id, spell
ORDER BY vacancy_id, spell;
