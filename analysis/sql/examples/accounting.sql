-- Q:         What became of every row that was landed?
-- expects:   stage, reason, rows
SELECT stage, reason, rows FROM meta.accounting ORDER BY step;
