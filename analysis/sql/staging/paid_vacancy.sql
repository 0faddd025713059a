-- question:  What could explain the pay of a vacancy, besides a skill?
-- grain:     one row per counted vacancy with yearly pay
-- columns:   v           number of the vacancy in staging.market
--            employer    place of its employer in the order of their ids, from 1
--            currency    ISO 4217
--            log_pay     natural logarithm of the yearly midpoint
--            role        its role
--            seniority   its seniority
--            workplace   remote, hybrid, onsite or unstated
--            country     its country, 'unstated' without one, 'several' with more than one
--            source      source, or origin of an imported file
--            year        year of its opening, 0 when undated
-- depends:   core.pay, staging.employer_number, staging.market
CREATE TABLE staging.paid_vacancy AS
WITH ordered AS (SELECT e, row_number() OVER (ORDER BY employer_id)::INTEGER AS employer FROM staging.employer_number)
SELECT
  m.v, o.employer, p.currency, ln(p.yearly) AS log_pay, coalesce(nullif(m.role, 'unstated'), 'other') AS role,
  m.seniority, m.remote AS workplace, m.country,
  CASE WHEN starts_with(m.vacancy_id, 'import:') THEN 'import:' || split_part(m.vacancy_id, ':', 2)
    ELSE split_part(m.vacancy_id, ':', 1) END AS source,
  coalesce(year(m.opened_on), 0)::INTEGER AS year
FROM core.pay AS p
JOIN staging.market AS m USING (vacancy_id)
JOIN ordered AS o USING (e)
WHERE p.yearly > 0
ORDER BY o.employer, m.v;
