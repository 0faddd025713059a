-- question:  Why were two postings taken for one opening?
-- grain:     one row per pair and rule
-- columns:   posting_key  the copy
--            first_key    the posting it copies
--            rule         same_url, same_requisition, identical_text or near_identical_text
--            similarity   Jaccard similarity of five-word shingles for near_identical_text, else 1
--            merged       true when this pair brought two groups together; the true rows of a rule count its merges
-- depends:   staging.exact_copy, staging.near_block
-- filled:    by duplicates.write_edges
-- caveat:    near_identical_text: same employer and title, similarity of at least 0.8, opened within 60 days of each
--            other
--            or at least one of them undated.
CREATE TABLE core.duplicate_edge
  (posting_key VARCHAR, first_key VARCHAR, rule VARCHAR, similarity DOUBLE, merged BOOLEAN);
