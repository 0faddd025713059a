-- question:  What do the postings say?
-- grain:     one row per distinct text_hash
-- columns:   text_hash  hash of title, company and text; mentions are keyed by it
--            text       cleaned text; mention offsets point into it
-- params:    $posting_files
-- depends:   raw.posting_line
-- delta:     append text_hash
-- caveat:    The files are read a second time, because the texts of a million postings, held from the first, would have
--            to be spilled to disk.
CREATE TABLE raw.text (text_hash VARCHAR, text VARCHAR USING COMPRESSION zstd);

INSERT INTO raw.text
SELECT * FROM read_json(
  $posting_files, format = 'newline_delimited', maximum_object_size = 33554432,
  columns = {content_hash: 'VARCHAR', description_text: 'VARCHAR'});

DELETE FROM raw.text WHERE rowid NOT IN (SELECT min(rowid) FROM raw.text GROUP BY text_hash);
