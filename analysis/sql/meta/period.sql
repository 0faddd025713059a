-- question:  Which period do the numbers cover?
-- grain:     one row
-- columns:   from_date  first opening date that counts; null without a limit
--            to_date    first opening date that no longer counts; null without a limit
-- params:    $from_date, $to_date (half-open)
-- caveat:    With either limit, vacancies that nothing dates are left out.
CREATE TABLE meta.period AS SELECT $from_date::DATE AS from_date, $to_date::DATE AS to_date;
