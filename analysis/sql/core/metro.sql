-- question:  Which cities make one labour market, because people commute between them?
-- grain:     one row per country and city
-- columns:   metro    name of the labour market
--            country  ISO 3166-1 alpha-2
--            city     as postings name it, in lower case
-- params:    $metros_csv
-- caveat:    A hand-made list of the larger markets; a city that is not on it has no metro. Where a name is met in two
--            states of a country, the larger city is meant.
CREATE TABLE core.metro AS
SELECT metro, country, lower(city) AS city
FROM read_csv($metros_csv, header = true, columns = {metro: 'VARCHAR', country: 'VARCHAR', city: 'VARCHAR'})
ORDER BY country, city;
