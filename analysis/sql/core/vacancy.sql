-- question:  Which openings stand behind the advertisements?
-- grain:     one row per vacancy: a group of postings that advertise one opening
-- columns:   vacancy_id    smallest posting_key of the group
--            employer_id   of its earliest posting that names one, if possible one that is no agency
--            title         of the posting that represents it
--            role          of that posting's text; null when it was not read
--            seniority     of that posting's text
--            years_min     years of experience that text asks for
--            workplace     of that posting
--            opened_on     earliest opening date of its postings, null when none is dated
--            last_seen_on  latest day one of its postings was seen
--            n_postings    postings in the group
--            n_boards      boards they stand on
--            text_hash     text that speaks for the vacancy
--            text_read     true when that text was read
--            in_window     true when it lies in the period of this warehouse
--            counted       text_read and in_window: the vacancy counts in shares
--            sample        true when one of its postings is invented
-- depends:   core.posting, core.agency
-- delta:     by vacancy_id
-- caveat:    The earliest posting whose text was read represents the vacancy; without a read text, the earliest.
CREATE TABLE core.vacancy AS
-- Most vacancies have one posting, which is all there is to know; only the others are ranked and added up.
WITH shared AS (SELECT DISTINCT vacancy_id FROM core.posting WHERE posting_key <> vacancy_id),
several AS MATERIALIZED (
  SELECT * FROM core.posting LEFT JOIN core.agency USING (employer_id) SEMI JOIN shared USING (vacancy_id)
),
total AS (
  SELECT vacancy_id, min(opened_on) AS opened_on, max(last_seen_on) AS last_seen_on, count(*) AS n_postings,
    count(DISTINCT source || ':' || board) AS n_boards, bool_or(sample) AS sample,
    first(employer_id ORDER BY starts_with(employer_id, 'unnamed:'), why IS NOT NULL, opened_on NULLS LAST, posting_key)
      AS employer_id
  FROM several
  GROUP BY vacancy_id
),
speaking AS (
  FROM core.posting ANTI JOIN shared USING (vacancy_id)
  UNION ALL BY NAME
  SELECT * EXCLUDE (why)
  FROM several
  QUALIFY row_number() OVER (
    PARTITION BY vacancy_id ORDER BY text_read DESC, opened_on NULLS LAST, posting_key) = 1
)
SELECT
  s.vacancy_id, coalesce(t.employer_id, s.employer_id) AS employer_id, s.title, s.role, s.seniority, s.years_min,
  s.workplace, coalesce(t.opened_on, s.opened_on) AS opened_on,
  coalesce(t.last_seen_on, s.last_seen_on) AS last_seen_on, coalesce(t.n_postings, 1) AS n_postings,
  coalesce(t.n_boards, 1) AS n_boards, s.text_hash, s.text_read, s.in_window, s.text_read AND s.in_window AS counted,
  coalesce(t.sample, s.sample) AS sample
FROM speaking AS s
LEFT JOIN total AS t USING (vacancy_id)
ORDER BY s.vacancy_id;
