-- question:  Which postings may have become stale because visits went on without them?
-- grain:     one row per posting
-- columns:   key  posting_key
WITH latest AS (SELECT max(visited_at) AS visited_at FROM staging.visit WHERE source <> 'import')
SELECT posting_key AS key
FROM core.posting_spell
CROSS JOIN latest
WHERE state IN ('open', 'missing', 'stale') AND last_seen_on <= (latest.visited_at - spell_gap())::DATE + 1
