-- question:  Which postings could be copies of each other under the names of different employers?
-- grain:     one row per pair of postings
-- columns:   first_key  the smaller posting_key
--            copy_key   the other
-- depends:   staging.posting, staging.text_print, raw.text
-- caveat:    Pairs of one title, of employers that differ or one of which is not named, whose texts have 500 characters
--            or more and share half of their paragraphs. Each text is looked up by its four smallest paragraph prints
--            and by its whole print, and paired with the next eight at most; of two texts that share 0.8 of their
--            paragraphs 99.8 in 100 are met.
CREATE TABLE staging.copy_candidate AS
WITH looked_up AS (
  SELECT p.posting_key, p.employer_id, p.named, p.title_norm, p.opened_on,
    list_distinct(list_filter(t.paragraphs, lambda x: x > 0)) AS paragraphs,
    (hash(t.words) >> 1)::BIGINT AS whole
  FROM staging.posting AS p
  JOIN staging.text_print AS t USING (text_hash)
  JOIN raw.text AS r USING (text_hash)
  WHERE length(r.text) >= 500 AND p.title_norm NOT IN ('', 'untitled posting')
),
anchor AS (
  SELECT * EXCLUDE (paragraphs, whole), unnest(list_append(list_sort(paragraphs)[1:4], whole)) AS print FROM looked_up
),
shared AS (
  SELECT *, row_number() OVER (PARTITION BY title_norm, print ORDER BY opened_on NULLS LAST, posting_key) AS place
  FROM anchor
  QUALIFY count(*) OVER (PARTITION BY title_norm, print) > 1
),
pair AS (
  SELECT DISTINCT least(a.posting_key, b.posting_key) AS first_key, greatest(a.posting_key, b.posting_key) AS copy_key
  FROM shared AS a
  CROSS JOIN (SELECT unnest(range(1, 9)) AS step) AS s
  JOIN shared AS b ON b.title_norm = a.title_norm AND b.print = a.print AND b.place = a.place + s.step
  WHERE a.employer_id <> b.employer_id OR NOT a.named
)
SELECT p.first_key, p.copy_key
FROM pair AS p
JOIN looked_up AS a ON a.posting_key = p.first_key
JOIN looked_up AS b ON b.posting_key = p.copy_key
WHERE a.whole = b.whole
  OR len(list_intersect(a.paragraphs, b.paragraphs)) >= 0.5 * least(len(a.paragraphs), len(b.paragraphs))
ORDER BY p.first_key, p.copy_key;
