-- question:  How many employers have how many vacancies in each cell?
-- grain:     one row per cell and number of vacancies of one employer
-- columns:   c          number of the cell in staging.cell
--            size       vacancies of one employer in the cell
--            employers  employers with so many
-- depends:   staging.market
-- filled:    by cells.write_cells, when staging.cell stands
-- delta:     filled
CREATE TABLE staging.cell_size (c INTEGER, size INTEGER, employers BIGINT);
