-- check:     Nothing was seen, opened or closed after the last visit ended.
-- question:  Which dates lie in the future?
-- caveat:    Without a board result, as in the tables of no run, nothing is compared.
WITH last AS (SELECT max(coalesce(utc(ended_at), utc(started_at)))::DATE + 1 AS day FROM raw.board_result),
dated AS (
  SELECT 'core.posting' AS made, posting_key AS key, greatest(opened_on, first_seen_on, last_seen_on, closed_on) AS day
  FROM core.posting
  UNION ALL
  SELECT 'core.spell', vacancy_id, greatest(opened_on, last_seen_on, closed_on) FROM core.spell
  UNION ALL
  SELECT 'core.posting_spell', posting_key, greatest(opened_on, last_seen_on, closed_on, confirmed_on)
  FROM core.posting_spell
)
SELECT d.made, d.key, d.day, l.day AS last_visit FROM dated AS d CROSS JOIN last AS l WHERE d.day > l.day
ORDER BY d.made, d.key;
