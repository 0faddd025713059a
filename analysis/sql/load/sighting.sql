-- question:  On which visits did a posting stand on its board?
-- grain:     one row per posting and run that listed it
-- columns:   posting_key  source:board:native_id
--            board        board that listed it
--            seen_at      when, ISO 8601
--            run_id       run that saw it
-- params:    $sighting_files
-- depends:   raw.posting_line
-- caveat:    Runs that wrote no sightings count with the postings that they landed.
CREATE TABLE raw.sighting (posting_key VARCHAR, board VARCHAR, seen_at VARCHAR, run_id VARCHAR);

INSERT INTO raw.sighting
SELECT posting_key, board, min(seen_at), regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1) AS run_id
FROM read_json($sighting_files, format = 'newline_delimited', filename = true,
  columns = {posting_key: 'VARCHAR', board: 'VARCHAR', seen_at: 'VARCHAR'})
GROUP BY posting_key, board, run_id
ORDER BY posting_key, run_id, board;
