-- question:  How many vacancies take one of two skills for the other, and how do they lie with the employers?
-- grain:     one row per population and pair of alternatives, both ways round
-- columns:   population  population
--            a           number of the one skill
--            b           number of the other
--            k           vacancies of which a requirement is met by either
--            employers   employers with such a vacancy
--            kk          sum over employers of the square of their k
--            kn_a        sum over employers of their k times their vacancies that ask for a
--            kn_b        the same with b
-- depends:   core.population, staging.alternative, staging.market, staging.market_skill, staging.skill_number
-- filled:    by pairs.write_alternatives
-- delta:     filled
CREATE TABLE staging.alternative_sum (
  population VARCHAR, a SMALLINT, b SMALLINT, k BIGINT, employers BIGINT, kk BIGINT, kn_a BIGINT, kn_b BIGINT
);
