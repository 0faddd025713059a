-- question:  Which landing lines do not fit the posting record that this release reads?
-- grain:     one row per misfit, the first twenty
-- columns:   file      landing file
--            field     field that does not fit
--            value     what stands there
--            expected  what should stand there
SELECT file, field, value, expected
FROM (
  SELECT file, unnest([
    {field: 'schema_version', value: schema_version::VARCHAR, expected: '1',
     fits: schema_version IS NOT DISTINCT FROM 1},
    {field: 'posting_key', value: posting_key, expected: 'a text', fits: posting_key IS NOT NULL},
    {field: 'source', value: source, expected: 'a text', fits: source IS NOT NULL},
    {field: 'board', value: board, expected: 'a text', fits: board IS NOT NULL},
    {field: 'title', value: title, expected: 'a text', fits: title IS NOT NULL},
    {field: 'content_hash', value: content_hash, expected: '32 hex digits',
     fits: coalesce(regexp_full_match(content_hash, '[0-9a-f]{32}'), false)},
    {field: 'seen_at', value: seen_at, expected: 'an ISO 8601 date',
     fits: try_cast(left(seen_at, 10) AS DATE) IS NOT NULL},
    {field: 'run_id', value: run_id, expected: 'a text', fits: run_id IS NOT NULL}
  ], recursive := true)
  FROM raw.posting_line
)
WHERE NOT fits
ORDER BY ALL
LIMIT 20;
