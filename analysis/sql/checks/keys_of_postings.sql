-- check:     The key that each header calls the grain is unique and never null: tables of postings.
-- question:  Which keys of postings and their spells stand twice, or are null?
-- delta:     by posting_key
SELECT 'core.posting' AS made, posting_key AS key, count(*) AS times FROM core.posting
GROUP BY posting_key HAVING count(*) > 1 OR posting_key IS NULL
UNION ALL SELECT 'core.posting_spell', concat_ws('|', posting_key, spell), count(*) FROM core.posting_spell
GROUP BY posting_key, spell HAVING count(*) > 1 OR posting_key IS NULL OR spell IS NULL
ORDER BY made, key;
