-- question:  What is known of each posting before copies of one opening are brought together?
-- grain:     one row per posting
-- columns:   posting_key     source:board:native_id
--            source          access path
--            board           board or origin
--            native_id       id on that board
--            requisition_id  the employer's own number
--            url             page
--            canonical_url   address without tracking
--            title           as published
--            title_norm      see the macro title_norm
--            company         as published
--            employer_id     see core.employer
--            named           false when neither the posting nor the address of its job board names the employer
--            location        as published
--            posted_on       first publication as stated
--            first_seen_on   first run that saw it
--            last_seen_on    last run that saw it, or was told that its board had not changed
--            opened_on       posted_on; for crawled postings without one, or with a later one, first_seen_on
--            workplace       as the source states it
--            text_hash       latest text
--            sample          true for invented postings
-- depends:   macros.employer_key, core.legal_form, macros.canonical_url, macros.title_norm, raw.posting_line,
--            raw.board_result,
--            raw.sighting,
--            staging.stretch
-- delta:     by posting_key
-- reads:     raw.board_result:
-- caveat:    The latest text of a posting wins; the dates of all its records are kept. An undated row of an imported
--            file has no opening date, because the date of the import says nothing about it. A date that lies after the
--            day on which it was landed is a slip and counts as none. Titles and companies stand many times, so each
--            is brought to its normal form once.
CREATE TABLE staging.posting AS
WITH seen AS (
  SELECT posting_key, left(seen_at, 10)::DATE AS seen_on FROM raw.posting_line
  UNION ALL
  SELECT posting_key, try_cast(left(seen_at, 10) AS DATE) FROM raw.sighting
  UNION ALL
  SELECT posting_key, last_seen_at::DATE FROM staging.stretch
),
life AS (
  SELECT posting_key, min(seen_on) AS first_seen_on, max(seen_on) AS last_seen_on FROM seen GROUP BY posting_key
),
stated AS (
  SELECT posting_key, min(posted_on) AS posted_on
  FROM (
    SELECT l.posting_key, try_cast(left(l.posted_at, 10) AS DATE) AS posted_on,
      try_cast(left(coalesce(r.ended_at, r.started_at, l.seen_at), 10) AS DATE) AS landed_on
    FROM raw.posting_line AS l
    LEFT JOIN raw.board_result AS r USING (source, board, run_id)
  )
  WHERE posted_on <= landed_on + 1
  GROUP BY posting_key
),
several AS (SELECT posting_key FROM raw.posting_line GROUP BY posting_key HAVING count(*) > 1),
names AS (
  SELECT company, employer_key(company) AS employer FROM (SELECT DISTINCT company FROM raw.posting_line)
),
titles AS (
  SELECT title, location_raw, title_norm(title, location_raw) AS title_norm
  FROM (SELECT DISTINCT title, location_raw FROM raw.posting_line)
),
latest AS (
  SELECT l.*, t.title_norm, coalesce(n.employer, employer_of_url(l.url)) AS employer
  FROM (
    FROM raw.posting_line ANTI JOIN several USING (posting_key)
    UNION ALL
    FROM raw.posting_line
    SEMI JOIN several USING (posting_key)
    QUALIFY row_number() OVER (PARTITION BY posting_key ORDER BY seen_at DESC, run_id DESC, content_hash) = 1
  ) AS l
  JOIN titles AS t ON t.title IS NOT DISTINCT FROM l.title AND t.location_raw IS NOT DISTINCT FROM l.location_raw
  LEFT JOIN names AS n USING (company)
)
SELECT
  l.posting_key, l.source, l.board, l.native_id, l.requisition_id, l.url, canonical_url(l.url) AS canonical_url,
  l.title, l.title_norm, l.company,
  coalesce(l.employer, 'unnamed:' || l.source || ':' || l.board) AS employer_id, l.employer IS NOT NULL AS named,
  l.location_raw AS location, s.posted_on, f.first_seen_on, f.last_seen_on,
  least(s.posted_on, CASE WHEN l.source <> 'import' THEN f.first_seen_on END) AS opened_on,
  l.workplace, l.content_hash AS text_hash, coalesce(l.sample, false) AS sample
FROM latest AS l
JOIN life AS f USING (posting_key)
LEFT JOIN stated AS s USING (posting_key)
ORDER BY l.posting_key;
