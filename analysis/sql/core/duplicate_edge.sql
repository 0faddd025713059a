-- question:  Why were two postings taken for one opening?
-- grain:     one row per pair and rule
-- columns:   posting_key  the copy
--            first_key    the posting it copies
--            rule         same_url, same_ats_job, same_requisition, identical_text, near_identical_text or
--                         copied_text
--            similarity   Jaccard similarity of five-word shingles for the last two rules, else 1
--            merged       true when this pair brought two groups together; the true rows of a rule count its merges
-- depends:   staging.exact_copy, staging.judged
-- filled:    by duplicates.write_edges
-- caveat:    near_identical_text: same employer and title, similarity of at least 0.8, or 0.9 where the places differ.
--            copied_text: the same across employers, as agencies and job sites copy, with a similarity of at least 0.7
--            and places that do not contradict each other; the names of both employers are set aside. Both: opened
--            within 60 days of each other or one of them undated, and no different years of experience asked for. Which
--            vacancy a posting belongs to follows from the rows of this table alone: leave out a rule and the groups
--            of the others remain.
CREATE TABLE core.duplicate_edge
  (posting_key VARCHAR, first_key VARCHAR, rule VARCHAR, similarity DOUBLE, merged BOOLEAN);
