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
-- depends:   core.stretch, core.population, staging.market, staging.visit
-- caveat:    Counted vacancies on boards that give whole listings only: what stands on feeds or in files alone has no
--            end that could be seen. A closing is dated to the first visit without the vacancy and known only after a
--            second one, so the last month understates closings. Vacancies whose sources are all quarantined are left
--            out, whole. Populations without a watched vacancy have no row.
CREATE TABLE marts.lifecycle_month AS
WITH role AS (
  SELECT population, role
  FROM core.population
  WHERE role = '*' OR population NOT IN (SELECT population FROM core.population WHERE role = '*')
),
life AS (
  SELECT m.role, s.began, date_trunc('month', s.entered_on)::DATE AS entered,
    date_trunc('month', s.closed_on)::DATE AS closed, count(*) AS n
  FROM core.stretch AS s
  JOIN staging.market AS m USING (vacancy_id)
  WHERE s.watched AND m.trusted
  GROUP BY ALL
),
lived AS (SELECT r.population, l.* FROM life AS l JOIN role AS r ON r.role IN ('*', l.role)),
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
  SELECT population, entered AS month, began AS kind, n FROM lived
  UNION ALL
  SELECT population, closed, 'closed', n FROM lived WHERE closed IS NOT NULL
),
summed AS (
  SELECT p.population, m.month,
    coalesce(sum(e.n) FILTER (e.kind = 'found open'), 0)::BIGINT AS found_open,
    coalesce(sum(e.n) FILTER (e.kind = 'opened'), 0)::BIGINT AS opened,
    coalesce(sum(e.n) FILTER (e.kind = 'reopened'), 0)::BIGINT AS reopened,
    coalesce(sum(e.n) FILTER (e.kind = 'closed'), 0)::BIGINT AS closed
  FROM (SELECT DISTINCT population FROM lived) AS p
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
