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
WITH employer AS (
  SELECT employer_id, row_number() OVER ()::INTEGER AS employer
  FROM staging.posting
  WHERE named
  GROUP BY employer_id
  HAVING count(*) >= 3 AND count(DISTINCT title_norm) >= 3
),
stated AS (
  SELECT DISTINCT e.employer, e.employer_id, p.text_hash, text_number(p.title_norm) AS title,
    text_number(coalesce(c.vacancy_id, p.posting_key)) AS vacancy
  FROM staging.posting AS p
  JOIN employer AS e USING (employer_id)
  LEFT JOIN staging.cluster AS c USING (posting_key)
),
paragraph AS (
  SELECT s.employer, s.title, s.vacancy, unnest(t.paragraphs) AS words
  FROM stated AS s
  JOIN staging.text_print AS t USING (text_hash)
),
often AS (SELECT employer, words FROM paragraph WHERE words > 0 GROUP BY employer, words HAVING count(*) >= 3),
repeated AS (
  SELECT employer, words
  FROM paragraph
  SEMI JOIN often USING (employer, words)
  GROUP BY employer, words
  HAVING count(DISTINCT vacancy) >= 3 AND count(DISTINCT title) >= 3
),
line AS (
  SELECT s.employer, s.employer_id, s.text_hash, unnest(t.paragraphs) AS words,
    generate_subscripts(t.paragraphs, 1) AS line
  FROM (SELECT DISTINCT employer, employer_id, text_hash FROM stated) AS s
  JOIN staging.text_print AS t USING (text_hash)
  WHERE s.employer IN (SELECT employer FROM repeated)
),
found AS (
  SELECT employer_id, text_hash, min(line) AS line
  FROM line
  SEMI JOIN repeated USING (employer, words)
  GROUP BY employer_id, text_hash, words
),
placed AS (
  SELECT f.employer_id, f.text_hash, t.lengths[f.line] AS chars,
    coalesce(list_sum(t.lengths[:f.line - 1]), 0) + f.line - 1 AS start_char
  FROM found AS f
  JOIN staging.text_print AS t USING (text_hash)
)
SELECT employer_id, text_hash, start_char::INTEGER AS start_char, (start_char + chars)::INTEGER AS end_char
FROM placed
ORDER BY employer_id, text_hash, start_char;
