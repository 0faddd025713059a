-- question:  On which visits did a posting stand on its board?
-- grain:     one row per posting and run that listed it
-- columns:   posting_key  source:board:native_id
--            source       access path
--            board        board that listed it
--            seen_at      when, ISO 8601; null where only the list of titles that the role filter left out says so
--            run_id       run that saw it
-- params:    $sighting_files, $dropped_files
-- depends:   raw.posting_line, raw.board_result
-- delta:     append
-- caveat:    Runs that wrote no sightings count with the postings that they landed. A posting whose new title the role
--            filter leaves out still stands on its board; before it was landed for the first time it counts as unseen.
CREATE TABLE raw.sighting (posting_key VARCHAR, source VARCHAR, board VARCHAR, seen_at VARCHAR, run_id VARCHAR);

INSERT INTO raw.sighting
SELECT posting_key, regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+[/\\][^/\\]+$', 1) AS source, board, seen_at,
  regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1) AS run_id
FROM read_json($sighting_files, format = 'newline_delimited', filename = true,
  columns = {posting_key: 'VARCHAR', board: 'VARCHAR', seen_at: 'VARCHAR'});

-- Few or none are listed twice in a run, so that grouping all of them to write them would be wasted.
CREATE OR REPLACE TEMP TABLE listed_twice AS
SELECT posting_key, source, board, min(seen_at) AS seen_at, run_id
FROM raw.sighting
GROUP BY posting_key, source, board, run_id
HAVING count(*) > 1;

DELETE FROM raw.sighting AS s
USING listed_twice AS t
WHERE s.posting_key IS NOT DISTINCT FROM t.posting_key AND s.board IS NOT DISTINCT FROM t.board
  AND s.source = t.source AND s.run_id = t.run_id;

INSERT INTO raw.sighting FROM listed_twice;

INSERT INTO raw.sighting
WITH left_out AS (
  SELECT DISTINCT regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+[/\\][^/\\]+$', 1) AS source, board, native_id,
    regexp_extract(filename, '([^/\\]+)[/\\][^/\\]+$', 1) AS run_id
  FROM read_json($dropped_files, format = 'newline_delimited', filename = true,
    columns = {board: 'VARCHAR', native_id: 'VARCHAR'})
),
landed AS (SELECT posting_key, min(seen_at) AS first_at FROM raw.posting_line GROUP BY posting_key)
SELECT posting_key, source, board, NULL, run_id
FROM (SELECT source || ':' || board || ':' || native_id AS posting_key, * FROM left_out)
JOIN landed USING (posting_key)
JOIN raw.board_result AS r USING (source, board, run_id)
WHERE landed.first_at < r.started_at
ORDER BY posting_key, run_id, board;
