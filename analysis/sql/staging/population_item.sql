-- question:  In which words do the vacancies of a population ask for each skill and set of skills?
-- grain:     one row per population and skill or set that some vacancy asks for
-- columns:   population  population
--            i           number of the skill or set in staging.item
--            ratios      sum over employers of the share of their vacancies that ask for it, in 2^-42
--            required    vacancies whose strongest wording is required
--            preferred   vacancies whose strongest wording is preferred
--            duty        vacancies whose strongest wording is duty
--            sole        vacancies with a requirement that only one skill can meet, which it is or has
-- depends:   staging.market, staging.market_skill, staging.item_skill, staging.item_less
-- filled:    by cells.write_cells, when staging.cell stands
-- delta:     filled
CREATE TABLE staging.population_item (
  population VARCHAR, i SMALLINT, ratios BIGINT, required BIGINT, preferred BIGINT, duty BIGINT, sole BIGINT
);
