-- question:  Which postings are copies of one opening beyond doubt?
-- grain:     one row per posting and rule that ties it to the first posting of its group
-- columns:   posting_key  the copy
--            first_key    smallest posting_key of the group
--            rule         same_url, same_ats_job, same_requisition or identical_text
-- depends:   macros.canonical_url, macros.ats_job, macros.title_norm, staging.posting, staging.text_print
-- caveat:    An address without a job's number in it, such as a careers page, is evidence only together with the same
--            employer and title. Identical texts may differ in case, spaces and punctuation; those under 200 characters
--            are too short to identify an opening.
CREATE TABLE staging.exact_copy AS
WITH several AS (
  SELECT * FROM staging.posting WHERE named QUALIFY count(*) OVER (PARTITION BY employer_id) > 1
),
keyed AS (
  SELECT posting_key, 'same_url' AS rule, canonical_url || CASE WHEN url_names_job(canonical_url) THEN ''
    ELSE chr(31) || employer_id || chr(31) || title_norm END AS key
  FROM staging.posting
  WHERE canonical_url IS NOT NULL AND (named OR url_names_job(canonical_url))
  UNION ALL
  SELECT posting_key, 'same_ats_job', job
  FROM (
    SELECT posting_key, ats_job(url) AS job FROM staging.posting
    UNION
    SELECT posting_key, source || ':' || if(source = 'workable', upper(native_id), lower(native_id))
    FROM staging.posting
    WHERE source IN ('greenhouse', 'lever', 'ashby', 'smartrecruiters', 'workable')
  )
  WHERE job IS NOT NULL
  UNION ALL
  SELECT posting_key, 'same_requisition', employer_id || chr(31) || lower(trim(requisition_id))
  FROM several
  WHERE regexp_matches(requisition_id, '[0-9]') AND length(trim(requisition_id)) >= 3
  UNION ALL
  SELECT p.posting_key, 'identical_text',
    p.employer_id || chr(31) || hex(t.words)
  FROM several AS p JOIN staging.text_print AS t USING (text_hash)
  WHERE t.chars >= 200
)
SELECT posting_key, first_key, rule
FROM (SELECT *, min(posting_key) OVER (PARTITION BY rule, key) AS first_key FROM keyed)
WHERE posting_key <> first_key
ORDER BY posting_key, rule;
