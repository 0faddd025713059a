-- Q:         Which sources give what they used to give, and which are left out of trends?
-- expects:   source, last_visit_at, boards, last_yield, usual_yield, share_kept, quarantined, reason
SELECT source, last_visit_at, boards, last_yield, usual_yield, share_kept, quarantined, reason
FROM marts.source_quality
ORDER BY quarantined DESC, source;
