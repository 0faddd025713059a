-- question:  Where do the postings come from?
-- grain:     one row per source and board
-- columns:   source     access path, or import
--            board      the employer's board on that source, or the origin of an imported file
--            postings   postings in the period
--            vacancies  openings behind them; an opening on two boards counts on both
--            sample     true when any of them is invented
-- depends:   core.posting
CREATE TABLE marts.source_mix AS
SELECT source, board, count(*) AS postings, count(DISTINCT vacancy_id) AS vacancies, bool_or(sample) AS sample
FROM core.posting
WHERE in_window
GROUP BY source, board
ORDER BY postings DESC, source, board;
