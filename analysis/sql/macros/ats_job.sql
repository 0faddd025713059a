-- question:  Which job of which applicant tracking system does an address lead to, also through an aggregator?
-- grain:     one text per address: system:id; null when it names no such job
-- params:    url  address as published
-- caveat:    Addresses that carry another one, percent-encoded, are decoded first. The ids of these systems are unique
--            over all their customers.
CREATE OR REPLACE MACRO ats_job(url) AS
  CASE
    WHEN regexp_matches(url_decode(url), '(?i)greenhouse\.io/|[?&]gh_jid=')
      THEN 'greenhouse:' || nullif(regexp_extract(url_decode(url),
        '(?i)(?:greenhouse\.io/[^?#]*jobs/|[?&]gh_jid=|greenhouse\.io/[^#]*[?&]token=)([0-9]{5,})', 1), '')
    WHEN regexp_matches(url_decode(url), '(?i)lever\.co/')
      THEN 'lever:' || nullif(lower(regexp_extract(url_decode(url),
        '(?i)lever\.co/[^/?#]+/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})', 1)), '')
    WHEN regexp_matches(url_decode(url), '(?i)ashbyhq\.com/|[?&]ashby_jid=')
      THEN 'ashby:' || nullif(lower(regexp_extract(url_decode(url),
        '(?i)(?:ashbyhq\.com/[^/?#]+/|[?&]ashby_jid=)' ||
        '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})', 1)), '')
    WHEN regexp_matches(url_decode(url), '(?i)smartrecruiters\.com/')
      THEN 'smartrecruiters:' || nullif(regexp_extract(url_decode(url),
        '(?i)smartrecruiters\.com/[^/?#]+/([0-9]{9,})', 1), '')
    WHEN regexp_matches(url_decode(url), '(?i)workable\.com/')
      THEN 'workable:' || nullif(upper(regexp_extract(url_decode(url),
        '(?i)workable\.com/(?:[^/?#]+/)?j/([0-9a-z]{10})', 1)), '')
  END;
