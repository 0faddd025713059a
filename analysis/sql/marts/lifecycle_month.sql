-- question:  How many vacancies opened, closed and came back in each month, and how many stood open at its end?
-- grain:     one row per population and month between the first and the last visit of a crawl
-- columns:   population   population
--            month        first day of the month
--            found_open   vacancies that were older than the first visit of their board; they come in when first seen
--            opened       vacancies opened
--            reopened     vacancies that were closed and came back within 60 days
--            closed       vacancies closed
--            open_at_end  vacancies open at the end of the month: those of the month before, and found_open + opened +
--                         reopened - closed
--            partial      true for a month of which the visits cover a part only
-- depends:   core.stretch, core.population, core.population_vacancy, core.posting, staging.visit, marts.source_quality
-- caveat:    Counted vacancies on boards that give whole listings only: what stands on feeds or in files alone has no
--            end that could be seen. A closing is dated to the first visit without the vacancy and known only after a
--            second one, so the last month understates closings. Vacancies whose sources are all quarantined are left
--            out, whole. Populations without a watched vacancy have no row.
CREATE TABLE marts.lifecycle_month AS
WITH trusted AS (
  SELECT DISTINCT p.vacancy_id
  FROM core.posting AS p
  JOIN marts.source_quality AS q USING (source)
  WHERE NOT q.quarantined
),
life AS (
  SELECT v.population, s.began, s.entered_on, s.closed_on
  FROM core.stretch AS s
  JOIN core.population_vacancy AS v USING (vacancy_id)
  SEMI JOIN trusted USING (vacancy_id)
  WHERE s.watched
),
covered AS (
  SELECT min(visited_at)::DATE AS first_day, max(visited_at)::DATE AS last_day
  FROM staging.visit
  WHERE source <> 'import'
),
month AS (
  SELECT unnest(generate_series(date_trunc('month', first_day), date_trunc('month', last_day), INTERVAL 1 MONTH))::DATE
    AS month
  FROM covered
),
event AS (
  SELECT population, date_trunc('month', entered_on)::DATE AS month, began AS kind FROM life
  UNION ALL
  SELECT population, date_trunc('month', closed_on)::DATE, 'closed' FROM life WHERE closed_on IS NOT NULL
),
summed AS (
  SELECT p.population, m.month, count(*) FILTER (e.kind = 'found open') AS found_open,
    count(*) FILTER (e.kind = 'opened') AS opened, count(*) FILTER (e.kind = 'reopened') AS reopened,
    count(*) FILTER (e.kind = 'closed') AS closed
  FROM (SELECT DISTINCT population FROM life) AS p
  CROSS JOIN month AS m
  LEFT JOIN event AS e USING (population, month)
  GROUP BY p.population, m.month
)
SELECT
  s.*,
  sum(found_open + opened + reopened - closed) OVER (PARTITION BY population ORDER BY month)::BIGINT AS open_at_end,
  s.month < c.first_day OR s.month + INTERVAL 1 MONTH > c.last_day + INTERVAL 1 DAY AS partial
FROM summed AS s
CROSS JOIN covered AS c
ORDER BY s.population, s.month;
