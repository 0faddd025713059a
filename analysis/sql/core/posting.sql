-- question:  Which advertised jobs are there?
-- grain:     one row per posting: one advertisement on one board
-- columns:   posting_key      source:board:native_id
--            vacancy_id       opening it advertises: smallest posting_key among its copies
--            source           access path, or import
--            board            the employer's board on that source, or the origin of an imported file
--            requisition_id   the employer's own number of the opening
--            title            as published
--            company          as published
--            employer_id      see core.employer
--            url              page of the posting
--            location         as published
--            posted_on        first publication as stated
--            first_seen_on    first run that saw it
--            last_seen_on     last run that saw it, or was told that its board had not changed
--            opened_on        posted_on; for crawled postings without one, or with a later one, first_seen_on; null
--                             when
--                             nothing dates it
--            closed_on        see core.posting_spell; null while its latest spell is not closed
--            state            of its latest spell: open, missing, closed, stale or imported; null when it has none
--            in_window        true when its vacancy lies in the period of this warehouse
--            role             as the reader understood it; null when the text was not read
--            seniority        as the reader understood it
--            years_min        years of experience asked for
--            workplace        as the source states it, else as the text says
--            salary_min       as the text states it, in salary_currency per salary_period
--            salary_max       as the text states it
--            salary_currency  ISO 4217
--            salary_period    year, month, week, day or hour
--            education        as the text states it
--            language         ISO 639-1 of the text
--            text_hash        its latest text; joins core.mention and raw.text
--            text_read        true when the reader has read that text
--            sample           true for invented postings
-- depends:   staging.posting, staging.cluster, core.posting_spell, raw.attributes, meta.period
-- delta:     by vacancy_id
-- reads:     staging.cluster: posting_key, vacancy_id
CREATE TABLE core.posting AS
WITH opened AS (
  SELECT c.vacancy_id, min(p.opened_on) AS opened_on
  FROM staging.cluster AS c
  JOIN staging.posting AS p USING (posting_key)
  GROUP BY c.vacancy_id
),
latest AS (
  SELECT posting_key, closed_on, state
  FROM core.posting_spell
  ANTI JOIN (SELECT posting_key, spell - 1 AS spell FROM core.posting_spell) USING (posting_key, spell)
)
SELECT
  p.posting_key, coalesce(c.vacancy_id, p.posting_key) AS vacancy_id, p.source, p.board, p.requisition_id, p.title,
  p.company, p.employer_id, p.url, p.location, p.posted_on, p.first_seen_on, p.last_seen_on, p.opened_on, l.closed_on,
  l.state,
  CASE
    WHEN w.from_date IS NULL AND w.to_date IS NULL THEN true
    ELSE coalesce(coalesce(o.opened_on, p.opened_on) >= coalesce(w.from_date, '0001-01-01'::DATE)
      AND coalesce(o.opened_on, p.opened_on) < coalesce(w.to_date, '9999-12-31'::DATE), false)
  END AS in_window,
  a.role, a.seniority, a.years_min, coalesce(p.workplace, a.workplace) AS workplace, a.salary_min, a.salary_max,
  a.salary_currency, a.salary_period, a.education, a.language, p.text_hash, a.text_hash IS NOT NULL AS text_read,
  p.sample
FROM staging.posting AS p
LEFT JOIN staging.cluster AS c USING (posting_key)
LEFT JOIN opened AS o ON o.vacancy_id = c.vacancy_id
LEFT JOIN raw.attributes AS a USING (text_hash)
LEFT JOIN latest AS l USING (posting_key)
CROSS JOIN meta.period AS w;
