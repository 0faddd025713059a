-- question:  Which employer does a company name stand for, whatever its spelling?
-- grain:     one text per name; null when the name names nobody
-- params:    name  company as published
--            url   page of the posting; where the name is missing, a hosted job board's address names the employer
-- caveat:    Case, accents, punctuation, legal forms at the end, "the" at the start, brackets and ratings on a second
--            line are set aside. Subsidiaries with names of their own stay apart.
-- depends:   core.legal_form
CREATE OR REPLACE MACRO employer_words(name) AS
  trim(regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(
            strip_accents(lower(split_part(trim(name), chr(10), 1))), '\([^)]*\)|''s\b|\.com\b|[.''’]', '', 'g'),
          '\b([a-z])/([a-z])\W*$', '\1\2'),
        '[^\p{L}\p{N}]+', ' ', 'g'),
      '^ *the ', ' '),
    legal_forms(),
    ''));

-- A list of one element and a lambda bind a value, so that it is worked out once and not wherever it is named.
CREATE OR REPLACE MACRO employer_key(name) AS
  list_transform([employer_words(name)], lambda words: CASE
    WHEN regexp_full_match(words, '|[0-9]{1,3}') THEN NULL
    WHEN list_contains([
      'n a', 'na', 'nan', 'none', 'null', 'unknown', 'unnamed', 'undisclosed', 'not disclosed', 'not specified',
      'company undisclosed', 'company name', 'confidential', 'company confidential', 'confidential company',
      'anonymous', 'various', 'stealth', 'stealth startup', 'stealth mode startup'
    ], words) THEN NULL
    ELSE words
  END)[1];

CREATE OR REPLACE MACRO employer_of_url(url) AS
  employer_key(replace(coalesce(
    nullif(regexp_extract(lower(url),
      '//(?:jobs\.ashbyhq\.com|(?:job-)?boards(?:\.eu)?\.greenhouse\.io|jobs(?:\.eu)?\.lever\.co|' ||
      'jobs\.gem\.com|apply\.workable\.com|jobs\.smartrecruiters\.com)/([a-z0-9][a-z0-9._%-]*)', 1), ''),
    nullif(regexp_extract(lower(url),
      '//([a-z0-9-]+)\.(?:wd[0-9]+\.myworkdayjobs\.com|recruitee\.com|' ||
      'teamtailor\.com|jobs\.personio\.(?:de|com)|bamboohr\.com|breezy\.hr|eightfold\.ai)', 1), '')
  ), '%20', ' '));
