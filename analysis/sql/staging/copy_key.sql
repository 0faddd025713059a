-- question:  By which numbers is a copy of a posting recognised?
-- grain:     one row per posting
-- columns:   posting_key  posting
--            employer     number of its employer
--            named        false when nothing names its employer
--            opening      of a named employer and a title
--            place        of a named employer, title and place
--            opened_on    opening date, null when unknown
--            text         number of its text
--            url          same_url: of its address, with employer and title where the address names no job
--            job          same_ats_job: of the job that its address leads to
--            own_job      same_ats_job: of the job that it is on its own board, where that is another one
--            requisition  same_requisition: of employer and requisition
--            words        identical_text: of employer and the letters and digits of a text of 200 characters or more
--            anchors      of title and paragraph for the four smallest paragraphs, and of title and whole text, which
--                         has 500 characters or more
-- depends:   macros.canonical_url, macros.ats_job, macros.title_norm, macros.text_number, staging.posting,
--            staging.text_print
-- delta:     by posting_key
-- reads:     staging.text_print:
CREATE TABLE staging.copy_key AS
WITH keyed AS (
  SELECT p.*, t.words AS text_words, t.chars, list_transform(
      [list_sort(list_filter(t.paragraphs, lambda print: print > 0))],
      lambda ascending: list_filter(ascending, lambda print, i: i = 1 OR print <> ascending[i - 1])[1:4]
    )[1] AS smallest,
    text_number(p.employer_id) AS employer, text_number(p.title_norm) AS job_title, ats_job(p.url) AS ats_job,
    url_names_job(p.canonical_url) AS names_job,
    CASE WHEN p.source IN ('greenhouse', 'lever', 'ashby', 'smartrecruiters', 'workable')
      THEN p.source || ':' || if(p.source = 'workable', upper(p.native_id), lower(p.native_id)) END AS own
  FROM staging.posting AS p
  JOIN staging.text_print AS t USING (text_hash)
)
SELECT
  posting_key, employer, named,
  CASE WHEN named AND title_norm <> 'untitled posting' THEN hash(employer, job_title) END AS opening,
  CASE WHEN named THEN hash(employer, job_title, text_number(plain_words(coalesce(location, '')))) END AS place,
  opened_on, hash(text_hash) AS text,
  CASE
    WHEN names_job THEN hash(1, text_number(canonical_url))
    WHEN named AND canonical_url IS NOT NULL THEN hash(2, text_number(canonical_url), employer, job_title)
  END AS url,
  CASE WHEN ats_job IS NOT NULL THEN hash(3, text_number(ats_job)) END AS job,
  CASE WHEN own IS DISTINCT FROM ats_job AND own IS NOT NULL THEN hash(3, text_number(own)) END AS own_job,
  CASE WHEN named AND regexp_matches(requisition_id, '[0-9]') AND length(trim(requisition_id)) >= 3
    THEN hash(4, employer, text_number(lower(trim(requisition_id)))) END AS requisition,
  CASE WHEN named AND chars >= 200 THEN hash(5, employer, text_words) END AS words,
  CASE WHEN title_norm NOT IN ('', 'untitled posting') AND chars >= 500 THEN list_transform(
    list_append(smallest, (text_words >> 1)::BIGINT), lambda print: hash(job_title, print)) END AS anchors
FROM keyed
ORDER BY posting_key;
