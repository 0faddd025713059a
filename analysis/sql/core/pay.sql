-- question:  What does each vacancy say that it pays?
-- grain:     one row per counted vacancy for which a source or the text names pay
-- columns:   vacancy_id  vacancy
--            currency    ISO 4217; never converted
--            period      year, month, week, day or hour, as stated
--            pay_min     lower end as stated
--            pay_max     upper end as stated
--            basis       source: a field of the source; text: read in the text; estimate: the source's guess
--            disclosed   true when the employer names the pay: every basis but estimate
--            yearly_min  pay_min * per_year(period)
--            yearly_max  pay_max * per_year(period)
--            yearly      middle of the two, in currency a year; null when excluded says why
--            excluded    why the vacancy stands in no median and no model of pay
-- depends:   macros.pay, core.posting, core.vacancy, core.currency, raw.posting_line
-- caveat:    What a source states goes before what the text says, and the earliest posting before later ones. The
--            middle of a range whose upper end is more than twice the lower says little and is left out; so is pay
--            over ten times or under a tenth of the median of its currency, which is a slip of the source or reader.
CREATE TABLE core.pay AS
WITH field AS (
  SELECT posting_key, unnest(salary, max_depth := 2)
  FROM raw.posting_line
  WHERE len(salary) > 0
),
stated AS (
  SELECT p.vacancy_id, p.opened_on, p.posting_key, if(f.basis = 'estimated', 'estimate', 'source') AS basis,
    f.currency, f.period, f."min" AS pay_min, f."max" AS pay_max
  FROM field AS f
  JOIN core.posting AS p USING (posting_key)
  UNION ALL
  SELECT vacancy_id, opened_on, posting_key, 'text', salary_currency, salary_period, salary_min, salary_max
  FROM core.posting
),
chosen AS (
  SELECT vacancy_id, currency, period, CASE WHEN pay_min > 0 THEN pay_min END AS pay_min,
    CASE WHEN pay_max > 0 THEN pay_max END AS pay_max, basis
  FROM stated
  SEMI JOIN core.currency USING (currency)
  SEMI JOIN core.vacancy AS v ON v.vacancy_id = stated.vacancy_id AND v.counted
  WHERE per_year(period) IS NOT NULL AND greatest(pay_min, pay_max) > 0
  QUALIFY row_number() OVER (PARTITION BY vacancy_id ORDER BY list_position(['source', 'text', 'estimate'], basis),
    opened_on NULLS LAST, posting_key, pay_min, pay_max, currency, period) = 1
),
yearly AS (
  SELECT *, pay_min * per_year(period) AS yearly_min, pay_max * per_year(period) AS yearly_max,
    CASE
      WHEN basis = 'estimate' THEN 'estimated by the source, not stated by the employer'
      WHEN pay_min IS NULL OR pay_max IS NULL THEN 'one end only'
      WHEN pay_max < pay_min THEN 'upper end below the lower'
      WHEN pay_max > 2 * pay_min THEN 'range wider than one to two'
    END AS unfit
  FROM chosen
),
typical AS (
  SELECT currency, median((yearly_min + yearly_max) / 2) AS middle FROM yearly WHERE unfit IS NULL GROUP BY currency
),
judged AS (
  SELECT *, coalesce(unfit, CASE
    WHEN (yearly_min + yearly_max) / 2 NOT BETWEEN middle / 10 AND middle * 10
    THEN 'ten times off the median of its currency' END) AS excluded
  FROM yearly
  LEFT JOIN typical USING (currency)
)
SELECT vacancy_id, currency, period, pay_min, pay_max, basis, basis <> 'estimate' AS disclosed, yearly_min, yearly_max,
  CASE WHEN excluded IS NULL THEN (yearly_min + yearly_max) / 2 END AS yearly, excluded
FROM judged
ORDER BY vacancy_id;
