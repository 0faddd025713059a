-- question:  Which currencies are there?
-- grain:     one row per currency
-- columns:   currency  ISO 4217
-- params:    $currencies_csv
CREATE TABLE core.currency AS
SELECT currency FROM read_csv($currencies_csv, header = true, columns = {currency: 'VARCHAR'}) ORDER BY currency;
