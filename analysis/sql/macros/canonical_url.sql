-- question:  Do two addresses lead to the same page?
-- grain:     one text per address; null when there is no address
-- params:    url  address as published
-- caveat:    Scheme, "www.", fragment, trailing slash and tracking parameters are set aside; other parameters stay,
--            because many sites keep the job's number there.
CREATE OR REPLACE MACRO canonical_url(url) AS
  nullif(regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(trim(url), '^[a-zA-Z]+://(www\.)?|#.*$', '', 'g'),
        '([?&])(utm_[a-z]+|refid|trackingid|trk[a-z]*|position|pagenum|ref|src|source|gh_src|' ||
          'lever-source|lever-origin|fbclid|gclid)=[^&]*',
        '\1', 'gi'),
      '([?&])&+', '\1', 'g'),
    '/?[?&]*$', ''), '');

CREATE OR REPLACE MACRO url_names_job(canonical) AS
  coalesce(regexp_matches(canonical, '[0-9]{5,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{12,}'), false);
