-- question:  From when to when was a vacancy advertised, and was it advertised again?
-- grain:     one row per vacancy and spell of advertising
-- columns:   vacancy_id    vacancy
--            spell         number, from 1
--            opened_on     first day of the spell
--            last_seen_on  last day on which one of its postings is known to have been listed, or was dated
--            closed_on     day of the first of two complete visits, at least 24 hours apart, that missed all its
--                          postings; see core.posting_spell for boards that died
--            reopened      times it was closed and came back within the spell
--            n_postings    postings of the spell
-- depends:   core.stretch
-- delta:     by vacancy_id
-- caveat:    A gap of more than 60 days begins a new spell. Undated vacancies have none. Imported postings are dated by
--            publication only and never close.
CREATE TABLE core.spell AS
WITH counted AS (
  SELECT *, stretch = max(stretch) OVER (PARTITION BY vacancy_id, spell) AS is_last,
    count(*) OVER (PARTITION BY vacancy_id, spell) AS stretches
  FROM core.stretch
)
SELECT vacancy_id, spell, opened_on, last_seen_on, closed_on, 0::INTEGER AS reopened, len(postings) AS n_postings
FROM counted
WHERE stretches = 1
UNION ALL
SELECT
  vacancy_id, spell, min(opened_on), max(last_seen_on), max(closed_on) FILTER (is_last), (count(*) - 1)::INTEGER,
  len(list_distinct(flatten(list(postings))))
FROM counted
WHERE stretches > 1
GROUP BY vacancy_id, spell
ORDER BY vacancy_id, spell;
