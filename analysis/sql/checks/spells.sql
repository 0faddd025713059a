-- check:     A spell ends no earlier than it opens, and the spells of a vacancy follow each other.
-- question:  Which spells run backwards or overlap?
SELECT vacancy_id, spell, opened_on, last_seen_on, closed_on
FROM (SELECT *, lag(last_seen_on) OVER (PARTITION BY vacancy_id ORDER BY spell) AS before FROM core.spell)
WHERE last_seen_on < opened_on OR closed_on < last_seen_on OR opened_on <= before
ORDER BY vacancy_id, spell;
