-- question:  To which vacancy does a posting with copies belong?
-- grain:     one row per posting that stands in core.duplicate_edge
-- columns:   posting_key  posting
--            vacancy_id   smallest posting_key of its group
-- depends:   core.duplicate_edge
-- filled:    by duplicates.write_clusters
CREATE TABLE staging.cluster (posting_key VARCHAR, vacancy_id VARCHAR);
