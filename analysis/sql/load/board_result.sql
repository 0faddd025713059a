-- question:  How did each visit of a board end?
-- grain:     one row per run and board
-- columns:   run_id      run
--            source      access path
--            board       board
--            status      complete, partial, unchanged, empty, dead, blocked or error
--            reason      why, when it is not complete
--            listed      postings the board listed, or rows of the file
--            emitted     postings landed
--            dropped     left out before landing: by the role filter, or rows that could not be used
--            started_at  ISO 8601
--            ended_at    ISO 8601
-- params:    $board_files
-- delta:     append
CREATE TABLE raw.board_result AS
SELECT * FROM read_json($board_files, format = 'newline_delimited', columns = {
  run_id: 'VARCHAR', source: 'VARCHAR', board: 'VARCHAR', status: 'VARCHAR', reason: 'VARCHAR',
  listed: 'BIGINT', emitted: 'BIGINT', dropped: 'BIGINT', started_at: 'VARCHAR', ended_at: 'VARCHAR'
})
ORDER BY run_id, source, board, started_at;
