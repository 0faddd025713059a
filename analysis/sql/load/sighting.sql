-- question:  On which visits did a posting stand on its board?
-- grain:     one row per posting and run that listed it
-- columns:   posting_key  source:board:native_id
--            source       access path
--            board        board that listed it
--            seen_at      when, ISO 8601; null where only the list of titles that the role filter left out says so
--            run_id       run that saw it
-- params:    $sighting_files, $dropped_files
-- depends:   raw.posting_line
-- caveat:    Runs that wrote no sightings count with the postings that they landed. A stored posting whose new title
--            the role filter leaves out still stands on its board.
CREATE TABLE raw.sighting (posting_key VARCHAR, source VARCHAR, board VARCHAR, seen_at VARCHAR, run_id VARCHAR);

CREATE TEMP TABLE sighted (posting_key VARCHAR, board VARCHAR, seen_at VARCHAR, filename VARCHAR);

INSERT INTO sighted
SELECT posting_key, board, seen_at, filename
FROM read_json($sighting_files, format = 'newline_delimited', filename = true,
  columns = {posting_key: 'VARCHAR', board: 'VARCHAR', seen_at: 'VARCHAR'});

INSERT INTO sighted
SELECT regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+[/\\][^/\\]+$', 1) || ':' || board || ':' || native_id, board,
  NULL, filename
FROM read_json($dropped_files, format = 'newline_delimited', filename = true,
  columns = {board: 'VARCHAR', native_id: 'VARCHAR'});

INSERT INTO raw.sighting
SELECT posting_key, regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+[/\\][^/\\]+$', 1) AS source, board, min(seen_at),
  regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1) AS run_id
FROM sighted
SEMI JOIN raw.posting_line USING (posting_key)
GROUP BY posting_key, source, board, run_id
ORDER BY posting_key, run_id, board;

DROP TABLE sighted;
