-- question:  Which paragraphs does an employer repeat in openings of different kinds, as its own voice?
-- grain:     one row per employer, text and repeated paragraph
-- columns:   employer_id  employer
--            text_hash    text
--            start_char   offset of the paragraph's first character
--            end_char     offset after its last character
-- depends:   macros.title_norm, staging.posting, staging.cluster, staging.text_print, raw.text
-- delta:     by employer_id
-- reads:     staging.posting: posting_key, text_hash, title_norm, employer_id, named; staging.text_print:; raw.text:;
--            staging.cluster: posting_key, vacancy_id
-- caveat:    A paragraph is a line of 80 characters or more, compared by its letters alone. It must stand in three
--            vacancies of one named employer under three different titles. Of a paragraph that stands twice in one text
--            only the first is found.
CREATE TABLE staging.company_voice AS
WITH stated AS (
  SELECT DISTINCT p.employer_id, p.text_hash, dense_rank() OVER (ORDER BY p.employer_id) AS employer,
    hash(p.title_norm) AS title, hash(coalesce(c.vacancy_id, p.posting_key)) AS vacancy
  FROM staging.posting AS p
  LEFT JOIN staging.cluster AS c USING (posting_key)
  WHERE p.named
  QUALIFY count(DISTINCT p.title_norm) OVER (PARTITION BY p.employer_id) >= 3
),
paragraph AS (
  SELECT s.employer, s.title, s.vacancy, unnest(t.paragraphs) AS words
  FROM stated AS s
  JOIN staging.text_print AS t USING (text_hash)
),
repeated AS (
  SELECT employer, words
  FROM paragraph
  WHERE words > 0
  GROUP BY employer, words
  HAVING count(*) >= 3 AND count(DISTINCT vacancy) >= 3 AND count(DISTINCT title) >= 3
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
split AS (
  SELECT f.employer_id, f.text_hash, f.line, string_split(t.text, chr(10)) AS lines
  FROM found AS f
  JOIN raw.text AS t USING (text_hash)
),
placed AS (
  SELECT employer_id, text_hash, length(lines[line]) AS chars,
    coalesce(list_sum(list_transform(lines[:line - 1], lambda l: length(l) + 1)), 0) AS start_char
  FROM split
)
SELECT employer_id, text_hash, start_char::INTEGER AS start_char, (start_char + chars)::INTEGER AS end_char
FROM placed
ORDER BY employer_id, text_hash, start_char;
