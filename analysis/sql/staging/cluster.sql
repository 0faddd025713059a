-- question:  To which vacancy does a posting with copies belong, under each of three rules?
-- grain:     one row per posting that stands in core.duplicate_edge or staging.same_place
-- columns:   posting_key  posting
--            vacancy_id   smallest posting_key of its group: the standard rule, every row of core.duplicate_edge
--            exact_id     the same for the exact rule: without near_identical_text and copied_text
--            wide_id      the same for the wide rule: with staging.same_place, whatever the texts say
-- depends:   core.duplicate_edge, staging.same_place
-- filled:    by duplicates.write_clusters
CREATE TABLE staging.cluster (posting_key VARCHAR, vacancy_id VARCHAR, exact_id VARCHAR, wide_id VARCHAR);
