-- question:  Which postings could be reworded copies of each other?
-- grain:     one row per posting of a named employer that has another posting under the same title with another text
-- columns:   block        number of the pair of employer and title
--            posting_key  posting
--            text_hash    its text
--            location     as published; its words are set aside when texts are compared
--            opened_on    opening date, null when unknown
-- depends:   staging.posting
CREATE TABLE staging.near_block AS
SELECT dense_rank() OVER (ORDER BY employer_id, title_norm) AS block, posting_key, text_hash, location, opened_on
FROM (
  SELECT *, min(text_hash) OVER w <> max(text_hash) OVER w AS texts_differ
  FROM staging.posting
  WHERE named AND title_norm <> 'untitled posting'
  WINDOW w AS (PARTITION BY employer_id, title_norm)
)
WHERE texts_differ
ORDER BY block, opened_on NULLS LAST, posting_key;
