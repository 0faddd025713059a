-- question:  Which postings could be reworded copies of each other?
-- grain:     one row per posting of a named employer that has another posting under the same title with another text
-- columns:   block        number of employer and title
--            posting_key  posting
--            text_hash    its text
--            location     as published; its words are set aside when texts are compared
--            opened_on    opening date, null when unknown
--            years_min    years of experience that its text asks for
-- depends:   staging.posting, staging.copy_key, raw.attributes
CREATE TABLE staging.near_block AS
WITH several AS (
  SELECT opening FROM staging.copy_key WHERE opening IS NOT NULL GROUP BY opening HAVING min(text) <> max(text)
)
SELECT k.opening AS block, k.posting_key, p.text_hash, p.location, p.opened_on, a.years_min
FROM staging.copy_key AS k
SEMI JOIN several USING (opening)
JOIN staging.posting AS p USING (posting_key)
LEFT JOIN raw.attributes AS a USING (text_hash)
ORDER BY block, opened_on NULLS LAST, posting_key;
