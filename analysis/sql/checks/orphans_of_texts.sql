-- check:     Whatever names a text names one that stands in its table.
-- question:  Which mentions and postings have no text?
-- delta:     by text_hash
SELECT 'core.mention without text' AS made, text_hash AS key, count(*) AS rows
FROM core.mention ANTI JOIN raw.text USING (text_hash) GROUP BY text_hash
UNION ALL
SELECT 'core.posting without text', posting_key, 1 FROM core.posting ANTI JOIN raw.text USING (text_hash)
ORDER BY made, key;
