-- check:     The key that each header calls the grain is unique and never null: tables of texts.
-- question:  Which keys of texts stand twice, or are null?
-- delta:     by text_hash
SELECT 'raw.text' AS made, text_hash AS key, count(*) AS times FROM raw.text
GROUP BY text_hash HAVING count(*) > 1 OR text_hash IS NULL
UNION ALL SELECT 'raw.attributes', text_hash, count(*) FROM raw.attributes
GROUP BY text_hash HAVING count(*) > 1 OR text_hash IS NULL
ORDER BY made, key;
