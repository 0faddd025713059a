-- question:  Which roles belong to which population?
-- grain:     one row per population and role
-- columns:   population  id; ml is what reports show unless told otherwise
--            label       as shown to people
--            role        role that belongs to it; * stands for every role, also an unread one
-- params:    $populations_csv
CREATE TABLE core.population AS
SELECT population, label, role
FROM read_csv($populations_csv, header = true, columns = {population: 'VARCHAR', label: 'VARCHAR', role: 'VARCHAR'})
ORDER BY population, role;
