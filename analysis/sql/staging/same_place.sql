-- question:  Which postings have employer, title and place in common, whatever their texts say?
-- grain:     one row per posting that follows another one of these within 60 days
-- columns:   posting_key  posting
--            first_key    the one before it
-- depends:   staging.copy_key
-- caveat:    Too wide to count by: a firm may look for three people under one title. It serves marts.rank_sensitivity.
CREATE TABLE staging.same_place AS
WITH several AS (SELECT place FROM staging.copy_key WHERE place IS NOT NULL GROUP BY place HAVING count(*) > 1)
SELECT posting_key, first_key
FROM (
  SELECT posting_key, opened_on, lag(posting_key) OVER w AS first_key, lag(opened_on) OVER w AS before
  FROM staging.copy_key
  SEMI JOIN several USING (place)
  WINDOW w AS (PARTITION BY place ORDER BY opened_on NULLS LAST, posting_key)
)
WHERE first_key IS NOT NULL AND coalesce(opened_on <= before + INTERVAL 60 DAYS, true)
ORDER BY posting_key;
