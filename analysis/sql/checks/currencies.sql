-- check:     Pay is in a currency that exists, above nothing, with its ends in order where a middle is taken.
-- question:  Which pay cannot be?
SELECT p.vacancy_id, p.currency, p.pay_min, p.pay_max, p.yearly
FROM core.pay AS p
LEFT JOIN core.currency AS c USING (currency)
WHERE c.currency IS NULL OR p.pay_min <= 0 OR p.pay_max <= 0 OR NOT p.yearly BETWEEN p.yearly_min AND p.yearly_max
ORDER BY p.vacancy_id;
