-- question:  What do the postings say?
-- grain:     one row per distinct text_hash
-- columns:   text_hash  hash of title, company and text; mentions are keyed by it
--            text       cleaned text; mention offsets point into it
-- depends:   raw.posting_line
-- delta:     append text_hash
CREATE TABLE raw.text AS
SELECT content_hash AS text_hash, description_text AS text
FROM landing_line
QUALIFY row_number() OVER (PARTITION BY content_hash ORDER BY file, posting_key) = 1
ORDER BY text_hash;

DROP TABLE landing_line;
