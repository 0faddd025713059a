-- question:  Which postings have employer, title and place in common, whatever their texts say?
-- grain:     one row per posting that follows another one of these within 60 days
-- columns:   posting_key  posting
--            first_key    the one before it
-- depends:   macros.title_norm, staging.posting
-- caveat:    Too wide to count by: a firm may look for three people under one title. It serves marts.rank_sensitivity.
CREATE TABLE staging.same_place AS
SELECT posting_key, first_key
FROM (
  SELECT posting_key, opened_on, lag(posting_key) OVER w AS first_key, lag(opened_on) OVER w AS before
  FROM staging.posting
  WHERE named
  WINDOW w AS (
    PARTITION BY employer_id, title_norm, plain_words(coalesce(location, ''))
    ORDER BY opened_on NULLS LAST, posting_key)
)
WHERE first_key IS NOT NULL AND coalesce(opened_on <= before + INTERVAL 60 DAYS, true)
ORDER BY posting_key;
