-- question:  How many vacancies opened in each month?
-- grain:     one row per population and month with at least one
-- columns:   population  population
--            month       first day of the month
--            vacancies   openings whose earliest posting is dated in it
-- depends:   staging.cell
-- caveat:    A flow, not the stock on offer. Undated vacancies stand in no month, and the last month may be partial.
--            Vacancies whose sources are all quarantined (marts.source_quality) are left out: a source that fails must
--            not look like falling demand.
CREATE TABLE marts.month_flow AS
SELECT population, value::DATE AS month, n AS vacancies
FROM staging.cell
WHERE dimension = 'month'
ORDER BY population, month;
