-- question:  With how much more or less pay does a skill go together?
-- grain:     one row per population, skill and currency in which any of its vacancies states yearly pay
-- columns:   population         population
--            skill_id           taxonomy id
--            name               as shown to people
--            currency           ISO 4217; currencies are never blended
--            n_with             vacancies with yearly pay that ask for the skill
--            n_without          vacancies with yearly pay that do not
--            employers          employers behind both
--            raw_pct            pay with the skill over pay without it, as a ratio of geometric means, per cent
--            raw_lo             lower end of its 95 % interval, clustered by employer
--            raw_hi             upper end
--            adjusted_pct       the same among vacancies alike in role, seniority, workplace, country, source, year and
--                               number of skills, per cent
--            adjusted_lo        lower end of its 95 % interval, clustered by employer
--            adjusted_hi        upper end
--            q                  probability of an adjusted difference as large by chance, after Benjamini and Hochberg
--                               over all skills tested in the population and currency
--            suppressed_reason  why neither should be published; null when both may
-- depends:   staging.paid_vacancy, staging.market, staging.market_skill, staging.skill_number, core.population,
--            core.skill, meta.threshold
-- filled:    by skill_pay.write_skill_pay: least squares of the logarithm of yearly pay on each skill, with and without
--            the other properties
-- caveat:    Associated with, not caused by: a skill stands for the kind of work. Midpoints of what is stated, see
--            core.pay; vacancies that state no pay are not in it.
CREATE TABLE marts.skill_pay (
  population VARCHAR, skill_id VARCHAR, name VARCHAR, currency VARCHAR, n_with BIGINT, n_without BIGINT,
  employers BIGINT, raw_pct DOUBLE, raw_lo DOUBLE, raw_hi DOUBLE, adjusted_pct DOUBLE, adjusted_lo DOUBLE,
  adjusted_hi DOUBLE, q DOUBLE, suppressed_reason VARCHAR
);
