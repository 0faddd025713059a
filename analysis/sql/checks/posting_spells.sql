-- check:     A spell of a posting ends no earlier than it opens, and they follow each other.
-- question:  Which ones run backwards or overlap?
-- delta:     by posting_key
SELECT posting_key, spell, opened_on, last_seen_on, closed_on
FROM (SELECT *, lag(last_seen_on) OVER (PARTITION BY posting_key ORDER BY spell) AS before FROM core.posting_spell)
WHERE last_seen_on < opened_on OR closed_on < last_seen_on OR opened_on <= before
ORDER BY posting_key, spell;
