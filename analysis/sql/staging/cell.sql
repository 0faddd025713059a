-- question:  Which populations, slices and months are vacancies counted in, and how many are there?
-- grain:     one row per population, dimension and value with a vacancy
-- columns:   c           number, from 1
--            population  population
--            dimension   population for the whole of it; role, seniority, country, remote, employer_size or source; or
--                        month, in which it opened
--            value       value; null for a whole population; the first day of a month
--            n           counted vacancies
--            employers   employers behind them
--            nn          sum over employers of the square of their vacancies
--            largest     vacancies of the employer with most
-- depends:   core.population, core.employer, staging.market, staging.market_skill, staging.item_skill,
--            staging.item_less, staging.employer_number, staging.touched_employer, staging.cell_size,
--            staging.cell_item, staging.population_item, staging.asking_size, staging.asking_most
-- filled:    by cells.write_cells, with the five tables named last
-- delta:     filled
-- caveat:    Months: undated vacancies are in none, nor are those whose sources are all quarantined.
CREATE TABLE staging.cell (
  c INTEGER, population VARCHAR, dimension VARCHAR, value VARCHAR, n BIGINT, employers BIGINT, nn BIGINT, largest BIGINT
);
