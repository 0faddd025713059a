-- question:  Which skills are asked for more and more, which less and less, and where is no change to be told?
-- grain:     one row per population and skill
-- columns:   population             population
--            skill_id               taxonomy id
--            name                   as shown to people
--            from_month             first month of the trend
--            to_month               last month of the trend
--            months                 months between them with twenty vacancies or more
--            k                      vacancies in these months that ask for it
--            n                      vacancies in these months
--            employers              employers behind n
--            change_pp_year         change of the share within sources and roles, percentage points a year
--            lo                     lower end of its 95 % interval, clustered by employer
--            hi                     upper end
--            p                      probability of a change as large by chance
--            q                      p after Benjamini and Hochberg over all skills tested in the population
--            panel_change_pp_year   the same change among employers with vacancies in every third of the time
--            panel_q                its q
--            within_pp              change from the first to the second half of the time within sources, roles and
--                                   seniorities, percentage points
--            between_pp             change because these grew or shrank; the two add up to the change of the raw share
--            tested                 skills tested in the population
--            verdict                rising or falling when q and panel_q are at most max_fdr and both changes have that
--                                   direction, else no clear change; null when suppressed
--            suppressed_reason      why there is no trend; null when there is one
-- depends:   staging.trend_vacancy, staging.market, staging.market_skill, staging.newcomer, staging.skill_number,
--            core.population, marts.skill_demand, meta.threshold
-- filled:    by skill_trend.write_trends, with staging.newcomer: logistic regressions on the month with effects of
--            source and role
-- caveat:    Vacancies as in staging.trend_vacancy; a single new source or employer cannot make a skill rise. Tested
--            are publishable skills that twenty vacancies and min_employers employers ask for. Without enough
--            employers in every third of the time there is no panel: the figures stand, but are suppressed.
CREATE TABLE marts.skill_trend (
  population VARCHAR, skill_id VARCHAR, name VARCHAR, from_month DATE, to_month DATE, months INTEGER, k BIGINT,
  n BIGINT, employers BIGINT, change_pp_year DOUBLE, lo DOUBLE, hi DOUBLE, p DOUBLE, q DOUBLE,
  panel_change_pp_year DOUBLE, panel_q DOUBLE, within_pp DOUBLE, between_pp DOUBLE, tested INTEGER, verdict VARCHAR,
  suppressed_reason VARCHAR
);
