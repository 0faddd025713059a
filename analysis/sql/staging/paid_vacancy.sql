-- question:  What could explain the pay of a vacancy, besides a skill?
-- grain:     one row per counted vacancy with yearly pay
-- columns:   vacancy_id  vacancy
--            number      number of the row, from 0
--            employer    number of its employer, from 0
--            currency    ISO 4217
--            log_pay     natural logarithm of the yearly midpoint
--            role        its role
--            seniority   its seniority
--            workplace   remote, hybrid, onsite or unstated
--            country     its country, 'unstated' without one, 'several' with more than one
--            source      source, or origin of an imported file
--            year        year of its opening, 0 when undated
--            log_skills  natural logarithm of 1 + skills that it asks for
-- depends:   core.pay, core.vacancy, core.place, core.vacancy_skill
CREATE TABLE staging.paid_vacancy AS
WITH paid AS (SELECT vacancy_id, currency, ln(yearly) AS log_pay FROM core.pay WHERE yearly > 0),
asked AS (
  SELECT vacancy_id, ln(1 + count(*)) AS log_skills FROM core.vacancy_skill SEMI JOIN paid USING (vacancy_id) GROUP BY 1
),
country AS (
  SELECT vacancy_id, if(count(DISTINCT country) > 1, 'several', min(country)) AS country
  FROM core.place
  SEMI JOIN paid USING (vacancy_id)
  GROUP BY vacancy_id
)
SELECT
  p.vacancy_id, (row_number() OVER (ORDER BY p.vacancy_id) - 1)::INTEGER AS number,
  (dense_rank() OVER (ORDER BY v.employer_id) - 1)::INTEGER AS employer, p.currency, p.log_pay,
  coalesce(v.role, 'other') AS role, coalesce(v.seniority, 'unstated') AS seniority,
  coalesce(v.workplace, 'unstated') AS workplace, coalesce(c.country, 'unstated') AS country,
  CASE WHEN starts_with(p.vacancy_id, 'import:') THEN 'import:' || split_part(p.vacancy_id, ':', 2)
    ELSE split_part(p.vacancy_id, ':', 1) END AS source,
  coalesce(year(v.opened_on), 0)::INTEGER AS year, coalesce(a.log_skills, 0.0) AS log_skills
FROM paid AS p
JOIN core.vacancy AS v USING (vacancy_id)
LEFT JOIN asked AS a USING (vacancy_id)
LEFT JOIN country AS c USING (vacancy_id)
ORDER BY p.vacancy_id;
