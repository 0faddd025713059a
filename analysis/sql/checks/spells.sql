-- check:     A spell or stretch of a vacancy ends no earlier than it opens, and they follow each other.
-- question:  Which ones run backwards or overlap?
-- delta:     by vacancy_id
WITH life AS (
  SELECT 'core.spell' AS made, vacancy_id AS key, spell AS number, opened_on, last_seen_on, closed_on FROM core.spell
  UNION ALL
  SELECT 'core.stretch', vacancy_id, stretch, opened_on, last_seen_on, closed_on FROM core.stretch
)
SELECT made, key, number, opened_on, last_seen_on, closed_on
FROM (SELECT *, lag(last_seen_on) OVER (PARTITION BY made, key ORDER BY number) AS before FROM life)
WHERE last_seen_on < opened_on OR closed_on < last_seen_on OR opened_on <= before
ORDER BY made, key, number;
