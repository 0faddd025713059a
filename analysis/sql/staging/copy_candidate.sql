-- question:  Which postings could be copies of each other under the names of different employers?
-- grain:     one row per pair of postings
-- columns:   first_key  the smaller posting_key
--            copy_key   the other
-- depends:   staging.posting, staging.copy_key, staging.shared_anchor, staging.text_print
-- caveat:    Pairs of one title, of employers that differ or one of which is not named, whose texts have 500 characters
--            or more and share half of their paragraphs. Each text is looked up by its four smallest paragraph prints
--            and by its whole print, and paired with the next eight at most; of two texts that share 0.8 of their
--            paragraphs 99.8 in 100 are met.
CREATE TABLE staging.copy_candidate AS
WITH looked_up AS MATERIALIZED (
  SELECT posting_key, employer, named, opened_on, anchor
  FROM (SELECT posting_key, employer, named, opened_on, unnest(anchors) AS anchor FROM staging.copy_key)
  SEMI JOIN staging.shared_anchor USING (anchor)
),
several AS (
  SELECT anchor
  FROM looked_up
  GROUP BY anchor
  HAVING min(employer) <> max(employer) OR NOT bool_and(named)
),
shared AS (
  SELECT *, row_number() OVER (PARTITION BY anchor ORDER BY opened_on NULLS LAST, posting_key) AS place
  FROM looked_up
  SEMI JOIN several USING (anchor)
),
pair AS (
  SELECT DISTINCT least(a.posting_key, b.posting_key) AS first_key, greatest(a.posting_key, b.posting_key) AS copy_key
  FROM shared AS a
  CROSS JOIN (SELECT unnest(range(1, 9)) AS step) AS s
  JOIN shared AS b ON b.anchor = a.anchor AND b.place = a.place + s.step
  WHERE a.employer <> b.employer OR NOT a.named
),
compared AS (
  SELECT p.first_key, p.copy_key, a.words = b.words AS same_words,
    list_distinct(list_filter(a.paragraphs, lambda print: print > 0)) AS one,
    list_distinct(list_filter(b.paragraphs, lambda print: print > 0)) AS other
  FROM pair AS p
  JOIN staging.posting AS x ON x.posting_key = p.first_key
  JOIN staging.posting AS y ON y.posting_key = p.copy_key
  JOIN staging.text_print AS a ON a.text_hash = x.text_hash
  JOIN staging.text_print AS b ON b.text_hash = y.text_hash
)
SELECT first_key, copy_key
FROM compared
WHERE same_words OR len(list_intersect(one, other)) >= 0.5 * least(len(one), len(other))
ORDER BY first_key, copy_key;
