-- check:     Whatever names a posting names one that stands in its table.
-- question:  Which spells belong to no posting?
-- delta:     by posting_key
SELECT 'core.posting_spell without posting' AS made, posting_key AS key, count(*) AS rows
FROM core.posting_spell ANTI JOIN core.posting USING (posting_key)
GROUP BY posting_key
ORDER BY key;
