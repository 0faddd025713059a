-- question:  What do the postings say?
-- grain:     one row per distinct text_hash
-- columns:   text_hash   hash of title, company and text; mentions are keyed by it
--            text        cleaned text; mention offsets point into it
--            text_chars  its length in characters
-- depends:   raw.posting_line
-- delta:     append text_hash
ALTER TABLE raw.landed RENAME TO text;

DELETE FROM raw.text WHERE rowid NOT IN (SELECT min(rowid) FROM raw.text GROUP BY text_hash);
