-- question:  From when to when was a vacancy advertised without a break?
-- grain:     one row per dated vacancy and stretch of advertising
-- columns:   vacancy_id    vacancy
--            stretch       number, from 1
--            spell         spell that it belongs to, see core.spell
--            began         opened; reopened within the spell; found open where it was older than the first visit of its
--                          boards
--            entered_on    opened_on; for one found open the first day it was seen
--            opened_on     first day of the stretch
--            last_seen_on  last day on which one of its postings is known to have been listed, or was dated
--            closed_on     day on which the last of its postings was missed, see core.posting_spell; null while one
--                          stands
--            watched       true when one of its boards gives whole listings, so that its end can be seen
--            postings      the postings that advertised it, by key
-- depends:   macros.lifecycle, staging.stretch, core.posting
-- delta:     by vacancy_id
-- reads:     core.posting: posting_key, vacancy_id, opened_on
-- caveat:    Copies on feeds and in imported files never close by themselves; they keep a vacancy open only when they
--            were seen after the day on which the others closed. One that stands on feeds or in files only ends after
--            60 days without a sighting, and its closed_on stays null.
CREATE TABLE core.stretch AS
WITH life AS (
  SELECT p.vacancy_id, p.posting_key, coalesce(s.stretch, 1) AS stretch,
    CASE WHEN coalesce(s.stretch, 1) = 1 THEN p.opened_on ELSE s.first_seen_at::DATE END AS opened_on,
    s.first_seen_at::DATE AS first_seen_on, coalesce(s.last_seen_at::DATE, p.opened_on) AS last_seen_on,
    CASE WHEN s.confirmed_at IS NOT NULL THEN s.missed_at::DATE END AS closed_on,
    coalesce(s.closable OR s.confirmed_at IS NOT NULL, false) AS closable, s.watched_from::DATE AS watched_from
  FROM core.posting AS p
  LEFT JOIN staging.stretch AS s USING (posting_key)
  WHERE p.opened_on IS NOT NULL
),
several AS (SELECT vacancy_id FROM life GROUP BY vacancy_id HAVING count(*) > 1),
reach AS (
  SELECT *, max(last_seen_on) OVER before AS seen_before,
    max(coalesce(closed_on, CASE WHEN closable THEN 'infinity'::DATE ELSE (last_seen_on + spell_gap())::DATE END))
      OVER before AS reached
  FROM life
  SEMI JOIN several USING (vacancy_id)
  WINDOW before AS (
    PARTITION BY vacancy_id ORDER BY opened_on, posting_key, stretch ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
numbered AS (
  SELECT *, 1 + count(*) FILTER (opened_on > reached) OVER w AS island,
    1 + count(*) FILTER (opened_on > reached AND opened_on > seen_before + spell_gap()) OVER w AS spell
  FROM reach
  WINDOW w AS (PARTITION BY vacancy_id ORDER BY opened_on, posting_key, stretch ROWS UNBOUNDED PRECEDING)
),
ended AS (
  SELECT *, max(closed_on) OVER (PARTITION BY vacancy_id, island) AS last_closed_on FROM numbered
),
island AS (
  SELECT vacancy_id, island, spell, min(opened_on) AS opened_on, min(first_seen_on) AS first_seen_on,
    max(last_seen_on) AS last_seen_on, min(watched_from) FILTER (closable) AS watched_from,
    CASE WHEN bool_and(coalesce(closed_on IS NOT NULL OR (NOT closable AND last_seen_on <= last_closed_on), false))
      THEN max(last_closed_on) END AS closed_on,
    bool_or(closable) AS watched, list(DISTINCT posting_key ORDER BY posting_key) AS postings,
    lag(spell) OVER (PARTITION BY vacancy_id ORDER BY island) AS spell_before
  FROM ended
  GROUP BY vacancy_id, island, spell
  UNION ALL
  SELECT vacancy_id, 1, 1, opened_on, first_seen_on, last_seen_on, CASE WHEN closable THEN watched_from END, closed_on,
    closable, [posting_key], NULL
  FROM life
  ANTI JOIN several USING (vacancy_id)
),
begun AS (
  SELECT *,
    CASE
      WHEN spell = spell_before THEN 'reopened'
      WHEN island = 1 AND watched AND opened_on <= watched_from THEN 'found open'
      ELSE 'opened'
    END AS began
  FROM island
)
SELECT
  vacancy_id, island::INTEGER AS stretch, spell::INTEGER AS spell, began,
  CASE WHEN began = 'found open' THEN first_seen_on ELSE opened_on END AS entered_on, opened_on, last_seen_on,
  closed_on, watched, postings
FROM begun
ORDER BY vacancy_id, stretch;
