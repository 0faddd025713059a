-- question:  What are the values by which a population can be sliced called, and in which order do they stand?
-- grain:     one row per dimension and value that has a label of its own
-- columns:   dimension  role, seniority, country, remote, employer_size or source
--            value      value
--            label      as shown to people
--            place      its place in the dimension; null where the number of vacancies decides
-- params:    $slices_csv
-- caveat:    Sources and the other countries are called by their value.
CREATE TABLE core.slice_label AS
SELECT dimension, value, label, place
FROM read_csv($slices_csv, header = true,
  columns = {dimension: 'VARCHAR', value: 'VARCHAR', label: 'VARCHAR', place: 'INTEGER'})
ORDER BY dimension, place, value;
