-- question:  When was a posting advertised, did it come back, and does it still stand?
-- grain:     one row per posting and spell of advertising
-- columns:   posting_key   source:board:native_id
--            spell         number, from 1
--            opened_on     date of publication as stated, else first day seen; later spells begin on the day it was
--                          seen again
--            last_seen_on  last day on which its board is known to have listed it; for an imported posting its date
--            reopened      times it was closed and came back within the spell
--            missed_on     day of the first whole listing without it; null while it is listed
--            closed_on     missed_on, once a second whole listing at least 24 hours later confirmed it, or the board
--                          was
--                          dead three times in a row over at least seven days
--            confirmed_on  day of the visit that confirmed it
--            closed_by     missed or board dead
--            state         open; missing after one miss; closed; stale when it is neither closed nor was seen in the
--                          sixty days before the last visit of any board; imported
-- depends:   macros.lifecycle, staging.stretch, staging.posting, staging.visit
-- delta:     by posting_key
-- reads:     staging.posting: posting_key, source, opened_on
-- caveat:    Only visits that ended complete, empty or unchanged move a life: unchanged keeps what the last whole
--            listing had and closes nothing, and visits that were partial, blocked or ended in an error close nothing.
--            A feed never gives a whole listing, so its postings become stale and never close. Imported postings are
--            dated by publication only and never close. The true end lies between last_seen_on and closed_on. A
--            posting that comes back within 60 days continues its spell.
CREATE TABLE core.posting_spell AS
WITH started AS (
  SELECT *, stretch = 1 OR first_seen_at::DATE > lag(last_seen_at::DATE) OVER w + spell_gap()
    AS begins
  FROM staging.stretch
  WINDOW w AS (PARTITION BY posting_key ORDER BY stretch)
),
numbered AS (
  SELECT *, coalesce(lead(begins) OVER (PARTITION BY posting_key ORDER BY stretch), true) AS is_last,
    count(*) FILTER (begins) OVER (PARTITION BY posting_key ORDER BY stretch ROWS UNBOUNDED PRECEDING) AS spell
  FROM started
),
spell AS (
  SELECT posting_key, spell, min(first_seen_at)::DATE AS first_seen_on, max(last_seen_at) AS last_seen_at,
    count(*) - 1 AS reopened, max(missed_at) FILTER (is_last)::DATE AS missed_on,
    max(confirmed_at) FILTER (is_last)::DATE AS confirmed_on, max(closed_by) FILTER (is_last) AS closed_by
  FROM numbered
  GROUP BY posting_key, spell
),
latest AS (SELECT max(visited_at) AS visited_at FROM staging.visit WHERE source <> 'import')
SELECT
  s.posting_key, s.spell::INTEGER AS spell,
  CASE WHEN s.spell = 1 THEN p.opened_on ELSE s.first_seen_on END AS opened_on,
  s.last_seen_at::DATE AS last_seen_on, s.reopened::INTEGER AS reopened, s.missed_on,
  CASE WHEN s.confirmed_on IS NOT NULL THEN s.missed_on END AS closed_on, s.confirmed_on, s.closed_by,
  CASE
    WHEN s.confirmed_on IS NOT NULL THEN 'closed'
    WHEN s.last_seen_at < latest.visited_at - spell_gap() THEN 'stale'
    WHEN s.missed_on IS NOT NULL THEN 'missing'
    ELSE 'open'
  END AS state
FROM spell AS s
JOIN staging.posting AS p USING (posting_key)
CROSS JOIN latest
UNION ALL
SELECT posting_key, 1, opened_on, opened_on, 0, NULL, NULL, NULL, NULL, 'imported'
FROM staging.posting
WHERE source = 'import' AND opened_on IS NOT NULL
ORDER BY posting_key, spell;
