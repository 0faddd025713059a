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
WITH ranked AS (
  SELECT *, row_number() OVER (
    PARTITION BY vacancy_id ORDER BY text_read DESC, opened_on NULLS LAST, posting_key) AS place
  FROM core.posting
),
total AS (
  SELECT vacancy_id, min(opened_on) AS opened_on, max(last_seen_on) AS last_seen_on, count(*) AS n_postings,
    count(DISTINCT source || ':' || board) AS n_boards, bool_or(sample) AS sample,
    first(employer_id ORDER BY starts_with(employer_id, 'unnamed:'), why IS NOT NULL, opened_on NULLS LAST, posting_key)
      AS employer_id
  FROM core.posting
  LEFT JOIN core.agency USING (employer_id)
  GROUP BY vacancy_id
)
SELECT
  r.vacancy_id, t.employer_id, r.title, r.role, r.seniority, r.years_min, r.workplace, t.opened_on, t.last_seen_on,
  t.n_postings, t.n_boards, r.text_hash, r.text_read, r.in_window, r.text_read AND r.in_window AS counted, t.sample
FROM ranked AS r
JOIN total AS t USING (vacancy_id)
WHERE r.place = 1
ORDER BY r.vacancy_id;
