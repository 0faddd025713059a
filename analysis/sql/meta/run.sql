-- question:  What made this warehouse, and from what?
-- grain:     one row
-- columns:   built_at             when it was built, UTC; nothing else in the file depends on the clock
--            skilldemand_version  release that built it
--            schema_version       form of the landing records
--            taxonomy_version     skills the reader knew
--            matcher_version      reader
--            duplicate_rules      version of the rules behind core.duplicate_edge
--            landing_rows         landing lines in complete runs
--            landing_runs         complete runs
--            incomplete_runs      runs left out because they have not ended
--            sample               true when any posting is invented
--            origin               one sentence on where the data are from
-- params:    $now, $skilldemand_version, $incomplete_runs
-- delta:     always
-- depends:   raw.posting_line, raw.attributes, raw.board_result
CREATE TABLE meta.run AS
WITH landed AS (
  SELECT count(*) AS landing_rows, count(DISTINCT source || ':' || board) AS boards,
    count(DISTINCT posting_key) AS postings,
    coalesce(bool_or(sample), false) AS sample, count(DISTINCT posting_key) FILTER (sample) AS sample_postings,
    list_aggregate(list_sort(list_distinct(list(source))), 'string_agg', ', ') AS sources
  FROM raw.posting_line
),
visited AS (SELECT count(DISTINCT run_id) AS landing_runs FROM raw.board_result)
SELECT
  $now::TIMESTAMP AS built_at, $skilldemand_version::VARCHAR AS skilldemand_version, 1 AS schema_version,
  (SELECT max(taxonomy_version) FROM raw.attributes) AS taxonomy_version,
  (SELECT max(matcher_version) FROM raw.attributes) AS matcher_version,
  2 AS duplicate_rules, landing_rows, landing_runs, $incomplete_runs::INTEGER AS incomplete_runs, sample,
  CASE
    WHEN landing_rows = 0 THEN 'No posting has been landed yet.'
    WHEN sample_postings = postings THEN printf('Sample data: %s invented postings that ship with the project.',
      format('{:,}', postings))
    WHEN sample THEN printf(
      'Mixed: %s of %s postings are sample data, invented; all are from %s boards and origins (%s).',
      format('{:,}', sample_postings), format('{:,}', postings), format('{:,}', boards), sources)
    WHEN sources = 'import' THEN printf('%s postings from %s in imported files. ' ||
      'A corpus of what was collected, not a census of the market.',
      format('{:,}', postings), if(boards = 1, 'one origin', format('{:,}', boards) || ' origins'))
    ELSE printf('%s postings from %s boards and origins (%s). ' ||
      'A corpus of what was collected, not a census of the market.',
      format('{:,}', postings), format('{:,}', boards), sources)
  END AS origin
FROM landed
CROSS JOIN visited;
