-- question:  Which paragraphs does an employer repeat in openings of different kinds, as its own voice?
-- grain:     one row per text and repeated paragraph
-- columns:   text_hash   text
--            start_char  offset of the paragraph's first character
--            end_char    offset after its last character
-- depends:   macros.title_norm, staging.posting, staging.cluster, raw.text
-- caveat:    A paragraph is a line of 80 characters or more, compared by its letters alone. It must stand in three
--            vacancies of one named employer under three different titles. Of a paragraph that stands twice in one text
--            only the first is found.
CREATE TABLE staging.company_voice AS
WITH stated AS (
  SELECT DISTINCT p.text_hash, p.employer_id, p.title_norm, coalesce(c.vacancy_id, p.posting_key) AS vacancy_id
  FROM staging.posting AS p
  LEFT JOIN staging.cluster AS c USING (posting_key)
  WHERE p.named
  QUALIFY count(DISTINCT p.title_norm) OVER (PARTITION BY p.employer_id) >= 3
),
line AS (
  SELECT text_hash, text, unnest(list_distinct(string_split(text, chr(10)))) AS line
  FROM raw.text
  SEMI JOIN stated USING (text_hash)
),
paragraph AS (
  SELECT text_hash, md5(regexp_replace(lower(line), '[^\p{L}]+', ' ', 'g')) AS words,
    instr(text, line) - 1 AS start_char, length(line) AS chars
  FROM line
  WHERE length(line) >= 80
),
repeated AS (
  SELECT s.employer_id, p.words
  FROM paragraph AS p
  JOIN stated AS s USING (text_hash)
  GROUP BY s.employer_id, p.words
  HAVING count(DISTINCT s.vacancy_id) >= 3 AND count(DISTINCT s.title_norm) >= 3
)
SELECT DISTINCT p.text_hash, p.start_char, p.start_char + p.chars AS end_char
FROM paragraph AS p
JOIN stated AS s USING (text_hash)
SEMI JOIN repeated AS r ON r.employer_id = s.employer_id AND r.words = p.words
ORDER BY p.text_hash, start_char;
