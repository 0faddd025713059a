-- question:  Why should a share not be published?
-- grain:     one text per call; null when the share may be published
-- params:    k          vacancies that ask for it
--            n          vacancies read
--            employers  employers behind n
--            lo, hi     ends of its 95 % interval
-- depends:   meta.threshold
-- caveat:    The thresholds are those of meta.threshold. The first rule that is broken is named.
CREATE OR REPLACE MACRO threshold(wanted) AS (SELECT max(t.value) FROM meta.threshold AS t WHERE t.name = wanted);

CREATE OR REPLACE MACRO suppressed(k, n, employers, lo, hi) AS
  CASE
    WHEN n < threshold('min_vacancies')
      THEN printf('fewer than %d vacancies (n = %d)', threshold('min_vacancies')::INTEGER, n::BIGINT)
    WHEN employers < threshold('min_employers')
      THEN printf('fewer than %d employers (%d)', threshold('min_employers')::INTEGER, employers::BIGINT)
    WHEN k < threshold('min_asking')
      THEN printf('fewer than %d vacancies ask for it (k = %d)', threshold('min_asking')::INTEGER, k::BIGINT)
    WHEN hi - lo > 2 * threshold('max_half_width')
      THEN printf('interval wider than ±%g points (±%.1f)', 100 * threshold('max_half_width'), 50 * (hi - lo))
  END;

CREATE OR REPLACE MACRO slice_skills() AS 100;
