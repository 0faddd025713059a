-- question:  What did the reader find out about each text as a whole?
-- grain:     one row per text read
-- columns:   text_hash         hash of title, company and text
--            role              such as ml-engineer
--            seniority         intern, junior, mid, senior, lead or unstated
--            years_min         smallest number of years of experience asked for
--            workplace         remote, hybrid, onsite or unstated
--            salary_min        as the text states it, in salary_currency per salary_period
--            salary_max        as the text states it
--            salary_currency   ISO 4217
--            salary_period     year, month, week, day or hour
--            education         as the text states it
--            language          ISO 639-1
--            text_chars        length of the text in characters
--            taxonomy_version  skills known when it was read
--            matcher_version   reader that read it
-- params:    $attribute_files
-- depends:   raw.text
-- delta:     append
CREATE OR REPLACE TABLE scratch.read_twice AS
SELECT text_hash::VARCHAR AS text_hash
FROM read_parquet($attribute_files, union_by_name = true)
GROUP BY text_hash
HAVING count(*) > 1;

CREATE TABLE raw.attributes AS
WITH read_text AS (
  SELECT
    text_hash::VARCHAR AS text_hash, role::VARCHAR AS role, seniority::VARCHAR AS seniority,
    years_min::DOUBLE AS years_min, workplace::VARCHAR AS workplace, salary_min::DOUBLE AS salary_min,
    salary_max::DOUBLE AS salary_max, salary_currency::VARCHAR AS salary_currency,
    salary_period::VARCHAR AS salary_period, education::VARCHAR AS education, language::VARCHAR AS language,
    text_chars::BIGINT AS text_chars, taxonomy_version::VARCHAR AS taxonomy_version,
    matcher_version::VARCHAR AS matcher_version
  FROM read_parquet($attribute_files, union_by_name = true)
)
SELECT * FROM read_text ANTI JOIN scratch.read_twice USING (text_hash)
UNION ALL
(SELECT DISTINCT ON (text_hash) *
FROM read_text
SEMI JOIN scratch.read_twice USING (text_hash)
ORDER BY text_hash, role, seniority, years_min);
