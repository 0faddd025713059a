-- The tables that the report reads, with the columns of analysis/sql.
CREATE SCHEMA marts;
CREATE SCHEMA meta;
CREATE TABLE marts.overview (
  population text, label text, ads bigint, vacancies bigint, duplicates_merged bigint, employers bigint,
  sources bigint, texts_read bigint, from_date date, to_date date, undated bigint, sample boolean,
  top_employer text, top_employer_share double
);
CREATE TABLE marts.skill_demand (
  population text, skill_id text, name text, section text, kind text, k bigint, n bigint,
  employers_asking bigint, employers bigint, share double, lo double, hi double, deff double,
  employer_share double, required_share double, preferred_share double, duty_share double,
  rank_lo bigint, rank_hi bigint, suppressed_reason text
);
CREATE TABLE marts.section_demand (
  population text, section text, title text, k bigint, n bigint, share double, lo double, hi double,
  employers_asking bigint, employers bigint, suppressed_reason text, top_skills text[]
);
CREATE TABLE marts.role_mix (
  role text, vacancies bigint, share_of_all double
);
CREATE TABLE marts.source_mix (
  source text, board text, postings bigint, vacancies bigint
);
CREATE TABLE marts.month_flow (
  population text, month date, vacancies bigint
);
CREATE TABLE marts.lifecycle_month (
  population text, month date, found_open bigint, opened bigint, reopened bigint, closed bigint, open_at_end bigint,
  partial boolean
);
CREATE TABLE marts.source_quality (
  source text, runs bigint, last_visit_at timestamp, boards bigint, complete bigint, unchanged bigint, empty bigint,
  partial bigint, dead bigint, blocked bigint, error bigint, listed bigint, kept bigint, share_kept double,
  postings bigint, new_last_run bigint, closed bigint, last_yield bigint, usual_yield double, quarantined boolean,
  reason text
);
CREATE TABLE meta.run (
  built_at timestamp, taxonomy_version text, matcher_version text, schema_version text,
  skilldemand_version text, landing_rows bigint, sample boolean, origin text
);
CREATE TABLE meta.threshold (
  name text, value double, meaning text
);
CREATE TABLE meta.accounting (
  step integer, stage text, reason text, rows bigint
);
CREATE TABLE marts.framework_demand (
  population text, skill_id text, name text, section text, kind text, k bigint, n bigint,
  employers_asking bigint, employers bigint, share double, lo double, hi double, deff double,
  employer_share double, required_share double, preferred_share double, duty_share double,
  rank_lo bigint, rank_hi bigint, suppressed_reason text, sole_share double, alternative_share double
);
CREATE TABLE marts.cloud_demand (
  population text, skill_id text, name text, section text, kind text, k bigint, n bigint,
  employers_asking bigint, employers bigint, share double, lo double, hi double, deff double,
  employer_share double, required_share double, preferred_share double, duty_share double,
  rank_lo bigint, rank_hi bigint, suppressed_reason text, sole_share double, alternative_share double
);
