-- question:  Which paragraphs does an employer repeat in openings of different kinds, as its own voice?
-- grain:     one row per employer, text and repeated paragraph
-- columns:   employer_id  employer
--            text_hash    text
--            start_char   offset of the paragraph's first character
--            end_char     offset after its last character
-- depends:   macros.text_number, staging.posting, staging.cluster, staging.text_print
-- delta:     by employer_id
-- reads:     staging.posting: posting_key, text_hash, title_norm, employer_id, named; staging.text_print:;
--            staging.cluster: posting_key, vacancy_id
-- caveat:    A paragraph is a line of 80 characters or more, compared by its letters alone. It must stand in three
--            vacancies of one named employer under three different titles. Of a paragraph that stands twice in one text
--            only the first is found.
CREATE TABLE staging.company_voice AS
WITH employer AS MATERIALIZED (
  SELECT employer_id, row_number() OVER ()::INTEGER AS employer
  FROM staging.posting
  WHERE named
  GROUP BY employer_id
  HAVING count(*) >= 3 AND count(DISTINCT title_norm) >= 3
),
stated AS MATERIALIZED (
  SELECT DISTINCT e.employer, p.text_hash, text_number(p.title_norm) AS title,
    text_number(coalesce(c.vacancy_id, p.posting_key)) AS vacancy
  FROM staging.posting AS p
  JOIN employer AS e USING (employer_id)
  LEFT JOIN staging.cluster AS c USING (posting_key)
),
paragraph AS NOT MATERIALIZED (
  SELECT s.*, unnest(t.paragraphs) AS words, generate_subscripts(t.paragraphs, 1) AS line
  FROM stated AS s
  JOIN staging.text_print AS t USING (text_hash)
),
often AS (SELECT employer, words FROM paragraph WHERE words > 0 GROUP BY employer, words HAVING count(*) >= 3),
shared AS MATERIALIZED (FROM paragraph SEMI JOIN often USING (employer, words)),
ends AS (
  SELECT employer, words, min(vacancy) AS first_vacancy, max(vacancy) AS last_vacancy, min(title) AS first_title,
    max(title) AS last_title
  FROM shared
  GROUP BY employer, words
),
repeated AS (
  SELECT employer, words
  FROM shared AS s
  JOIN ends AS e USING (employer, words)
  GROUP BY employer, words
  HAVING bool_or(s.vacancy > e.first_vacancy AND s.vacancy < e.last_vacancy)
    AND bool_or(s.title > e.first_title AND s.title < e.last_title)
),
found AS (
  SELECT employer, text_hash, min(line) AS line
  FROM shared
  SEMI JOIN repeated USING (employer, words)
  GROUP BY employer, text_hash, words
),
placed AS (
  SELECT e.employer_id, f.text_hash, t.lengths[f.line] AS chars,
    coalesce(list_sum(t.lengths[:f.line - 1]), 0) + f.line - 1 AS start_char
  FROM found AS f
  JOIN employer AS e USING (employer)
  JOIN staging.text_print AS t USING (text_hash)
)
SELECT employer_id, text_hash, start_char::INTEGER AS start_char, (start_char + chars)::INTEGER AS end_char
FROM placed
ORDER BY employer_id, text_hash, start_char;
