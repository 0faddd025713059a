-- question:  When is a share too uncertain to publish?
-- grain:     one row per threshold
-- columns:   name     threshold
--            value    in the unit that the meaning says
--            meaning  what it demands
-- params:    $min_vacancies, $min_employers, $min_asking, $max_half_width, $min_paid, $min_closed, $min_months,
--            $max_fdr
CREATE TABLE meta.threshold AS
SELECT * FROM (VALUES
  ('min_vacancies', $min_vacancies::DOUBLE, 'vacancies read in the population'),
  ('min_employers', $min_employers::DOUBLE, 'employers behind them'),
  ('min_asking', $min_asking::DOUBLE, 'vacancies that ask for the skill'),
  ('max_half_width', $max_half_width::DOUBLE, 'half the width of the 95 % interval, as a share 0..1'),
  ('min_paid', $min_paid::DOUBLE, 'vacancies with yearly pay, with and without a skill'),
  ('min_closed', $min_closed::DOUBLE, 'vacancies seen closing'),
  ('min_months', $min_months::DOUBLE, 'whole months behind a trend'),
  ('max_fdr', $max_fdr::DOUBLE, 'expected share of wrong names among those called rising or falling')
) AS t (name, value, meaning);
