-- Q:         What did each run visit, and what did it bring?
-- expects:   run_id, started_at, sources, boards, complete, partial, error, postings_listed, new, changed, closed
SELECT run_id, started_at, sources, boards, complete, partial, error, postings_listed, new, changed, closed
FROM marts.run_history
ORDER BY started_at DESC, run_id;
