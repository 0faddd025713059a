-- question:  How long does a vacancy stand until half of its kind are gone?
-- grain:     one row per population and skill; skill_id 'all' stands for every vacancy
-- columns:   population         population
--            skill_id           taxonomy id, or 'all'
--            name               as shown to people
--            n                  spells of advertising that were watched, see staging.life
--            employers          employers behind n
--            closed             of these, seen to end
--            median_days        Kaplan-Meier median of the days from opening to closing
--            lo                 lower end of its 95 % interval, clustered by employer
--            hi                 upper end; null where the data end before it
--            suppressed_reason  why the median should not be published; null when it may
-- depends:   staging.life, staging.market, staging.market_skill, staging.skill_number, core.population, core.skill,
--            meta.threshold
-- filled:    by time_on_market.write_time_on_market: product-limit estimate with delayed entry
-- caveat:    What still stands counts as standing for at least so long, and what was older when it was found counts
--            from that age on only; a mean of those that closed would be far too short. Vacancies on feeds and in
--            files have no end that could be seen.
CREATE TABLE marts.time_on_market (
  population VARCHAR, skill_id VARCHAR, name VARCHAR, n BIGINT, employers BIGINT, closed BIGINT, median_days DOUBLE,
  lo DOUBLE, hi DOUBLE, suppressed_reason VARCHAR
);
