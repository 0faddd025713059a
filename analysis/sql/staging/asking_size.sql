-- question:  How many employers ask for each skill in how many vacancies?
-- grain:     one row per population, skill and number of vacancies of one employer
-- columns:   population  population
--            s           number of the skill
--            k_g         vacancies of one employer that ask for it
--            employers   employers with so many
-- depends:   staging.market, staging.market_skill
-- filled:    by cells.write_cells, when staging.cell stands
-- delta:     filled
CREATE TABLE staging.asking_size (population VARCHAR, s SMALLINT, k_g BIGINT, employers BIGINT);
