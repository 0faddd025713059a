-- question:  Which vacancies had or have the postings that changed their group?
-- grain:     one row per vacancy
-- columns:   key  vacancy_id
-- caveat:    A posting outside every group is a vacancy of its own.
SELECT posting_key AS key FROM diff_staging_cluster
UNION ALL
SELECT p.vacancy_id FROM core.posting AS p SEMI JOIN diff_staging_cluster USING (posting_key)
