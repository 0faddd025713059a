-- question:  How many vacancies ask for two skills, and how do they lie with the employers?
-- grain:     one row per population and pair that stands together, of skills most asked in some population
-- columns:   population  population
--            a           number of the one skill, the lower
--            b           number of the other
--            k           vacancies that ask for both
--            employers   employers with such a vacancy
--            kk          sum over employers of the square of their k
--            kn_a        sum over employers of their k times their vacancies that ask for a
--            kn_b        the same with b
-- depends:   core.population, staging.market, staging.market_skill, staging.pair, staging.shown_skill,
--            staging.skill_number
-- filled:    by pairs.write_pairs, with staging.pair
-- delta:     filled
CREATE TABLE staging.pair_sum (
  population VARCHAR, a SMALLINT, b SMALLINT, k BIGINT, employers BIGINT, kk BIGINT, kn_a BIGINT, kn_b BIGINT
);
