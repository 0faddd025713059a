-- Q:         Why were postings taken for one opening? A page of pairs to check by eye.
-- expects:   rule, similarity, first_title, copy_title, first_company, copy_company, first_opened, copy_opened
-- params:    $rule = near_identical_text, $top = 25
SELECT d.rule, d.similarity, a.title AS first_title, b.title AS copy_title, a.company AS first_company,
  b.company AS copy_company, a.opened_on AS first_opened, b.opened_on AS copy_opened
FROM core.duplicate_edge AS d
JOIN core.posting AS a ON a.posting_key = d.first_key
JOIN core.posting AS b ON b.posting_key = d.posting_key
WHERE d.rule = $rule
ORDER BY d.similarity, d.posting_key, d.first_key
LIMIT $top::INTEGER;
