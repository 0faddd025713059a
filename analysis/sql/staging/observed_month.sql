-- question:  Which months were observed from their first to their last day?
-- grain:     one row per month in which a vacancy opened
-- columns:   month    first day of the month
--            partial  true when the corpus does not reach over the whole month
-- depends:   staging.market, staging.visit, core.vacancy
-- caveat:    The last day observed is that of the last crawl or the latest opening, whichever is later. Of a corpus
--            that was crawled only, the months up to that of the first visit are partial too: what opened and closed
--            before it was never seen. The first month of imported files is partial unless an opening is dated to its
--            first three days.
CREATE TABLE staging.observed_month AS
WITH reach AS (
  SELECT min(v.opened_on) FILTER (m.source LIKE 'import:%') AS first_import, max(v.opened_on) AS last_opening
  FROM staging.market AS m
  JOIN core.vacancy AS v USING (vacancy_id)
),
visited AS (
  SELECT min(visited_at)::DATE AS first_visit, max(visited_at)::DATE AS last_visit
  FROM staging.visit
  WHERE source <> 'import'
)
SELECT DISTINCT
  m.month,
  coalesce(m.month + INTERVAL 1 MONTH > greatest(r.last_opening, v.last_visit) + INTERVAL 1 DAY, false)
    OR coalesce(r.first_import IS NULL AND m.month < v.first_visit, false)
    OR coalesce(m.month + INTERVAL 2 DAYS < r.first_import, false) AS partial
FROM staging.market AS m
CROSS JOIN reach AS r
CROSS JOIN visited AS v
WHERE m.month IS NOT NULL
ORDER BY m.month;
