-- question:  What do the postings say?
-- grain:     one row per distinct text_hash
-- columns:   text_hash  hash of title, company and text; mentions are keyed by it
--            text       cleaned text; mention offsets point into it
-- depends:   raw.posting_line
-- delta:     append text_hash
CREATE TABLE raw.text (text_hash VARCHAR, text VARCHAR USING COMPRESSION zstd);

INSERT INTO raw.text
SELECT content_hash AS text_hash, description_text AS text
FROM landing_line
WHERE rowid IN (SELECT min(rowid) FROM landing_line GROUP BY content_hash);

DROP TABLE landing_line;
