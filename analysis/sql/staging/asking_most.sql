-- question:  Which named employer asks for each skill in most vacancies?
-- grain:     one row per population and skill that a named employer asks for
-- columns:   population  population
--            s           number of the skill
--            k_g         its vacancies that ask for it
--            employer    its name; of equals, the first in the alphabet
-- depends:   staging.market, staging.market_skill, core.employer
-- filled:    by cells.write_cells, when staging.cell stands
CREATE TABLE staging.asking_most (population VARCHAR, s SMALLINT, k_g BIGINT, employer VARCHAR);
