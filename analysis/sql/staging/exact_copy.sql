-- question:  Which postings are copies of one opening beyond doubt?
-- grain:     one row per posting and rule that ties it to the first posting of its group
-- columns:   posting_key  the copy
--            first_key    smallest posting_key of the group
--            rule         same_url, same_ats_job, same_requisition or identical_text
-- depends:   staging.copy_key
-- caveat:    An address without a job's number in it, such as a careers page, is evidence only together with the same
--            employer and title. Identical texts may differ in case, spaces and punctuation; those under 200 characters
--            are too short to identify an opening.
CREATE TABLE staging.exact_copy AS
WITH keyed AS NOT MATERIALIZED (
  SELECT 'same_url' AS rule, posting_key, url AS key FROM staging.copy_key
  UNION ALL
  SELECT 'same_ats_job', posting_key, unnest([job, own_job]) FROM staging.copy_key
  UNION ALL
  SELECT 'same_requisition', posting_key, requisition FROM staging.copy_key
  UNION ALL
  SELECT 'identical_text', posting_key, words FROM staging.copy_key
),
several AS (SELECT key FROM keyed WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1)
SELECT posting_key, first_key, rule
FROM (
  SELECT posting_key, rule, min(posting_key) OVER (PARTITION BY key) AS first_key
  FROM keyed
  SEMI JOIN several USING (key)
)
WHERE posting_key <> first_key
ORDER BY posting_key, rule;
