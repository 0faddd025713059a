-- question:  How many vacancies opened in each month?
-- grain:     one row per population and month with at least one
-- columns:   population  population
--            month       first day of the month
--            vacancies   openings whose earliest posting is dated in it
-- depends:   core.population_vacancy, core.vacancy, core.posting, marts.source_quality
-- caveat:    A flow, not the stock on offer. Undated vacancies stand in no month, and the last month may be partial.
--            Vacancies whose sources are all quarantined (marts.source_quality) are left out: a source that fails must
--            not look like falling demand.
CREATE TABLE marts.month_flow AS
WITH trusted AS (
  SELECT DISTINCT p.vacancy_id
  FROM core.posting AS p
  JOIN marts.source_quality AS q USING (source)
  WHERE NOT q.quarantined
)
SELECT p.population, date_trunc('month', v.opened_on)::DATE AS month, count(*) AS vacancies
FROM core.population_vacancy AS p
JOIN core.vacancy AS v USING (vacancy_id)
SEMI JOIN trusted USING (vacancy_id)
WHERE v.opened_on IS NOT NULL
GROUP BY ALL
ORDER BY p.population, month;
