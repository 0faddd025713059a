-- question:  What did each step of each run here take, and bring?
-- grain:     one row per line of the workspace's ledger, in its order
-- columns:   line        number of the line, from 1
--            run_id      run
--            step        crawl, import, extract, build, report, publish, ...; run: start and end of a whole run
--            status      ok, failed or unchanged; of a whole run also started, warnings or interrupted
--            started_at  when the step began, UTC
--            seconds     how long it took
--            peak_mb     most memory that the process or one of its children had held by its end, in megabytes
--            version     release that ran
--            told        what else the step told, as a JSON object: counts, warnings, and of a crawl each source
-- params:    $ledger_files
-- delta:     always
-- depends:   macros.lifecycle
-- caveat:    Ends with the last step before this build; state/ledger.jsonl goes on. Empty where there is no ledger. The
--            text of errors stands in that file alone, because it names paths of the machine.
CREATE TABLE meta.run_step (
  line BIGINT, run_id VARCHAR, step VARCHAR, status VARCHAR, started_at TIMESTAMP, seconds DOUBLE, peak_mb INTEGER,
  version VARCHAR, told JSON
);

INSERT INTO meta.run_step
WITH numbered AS (
  SELECT row_number() OVER () AS line, json AS entry
  FROM read_ndjson_objects($ledger_files, ignore_errors = true)
)
SELECT
  line, entry ->> 'run_id', entry ->> 'step', entry ->> 'status',
  utc(entry ->> 'started_at'), (entry ->> 'seconds')::DOUBLE, (entry ->> 'peak_mb')::INTEGER, entry ->> 'version',
  json_merge_patch(entry, '{"run_id": null, "step": null, "status": null, "started_at": null, "seconds": null,
    "peak_mb": null, "version": null, "inputs": null, "error": null}')
FROM numbered
WHERE entry ->> 'run_id' IS NOT NULL AND entry ->> 'step' IS NOT NULL
ORDER BY line;
