-- question:  How long did each vacancy stand, as far as it was watched?
-- grain:     one row per counted vacancy and spell whose age was known while its boards were watched
-- columns:   vacancy_id  vacancy
--            number      number of the row, from 0
--            employer    number of its employer, from 0
--            role        its role
--            entry       age at which it was first seen, in half days; it is at risk of closing from then on
--            time        age at its end or when it was last seen, in half days
--            closed      true when it was seen to end
-- depends:   core.spell, core.stretch, core.posting, core.vacancy
-- caveat:    Boards that give whole listings only. The end lies between the last visit with it and the first without
--            it and is put in the middle. Vacancies found open without a date of publication are left out, because
--            their age is not known; those with one enter at the age at which they were found.
CREATE TABLE staging.life AS
WITH interrupted AS (SELECT vacancy_id, spell FROM core.spell WHERE reopened > 0),
watched AS (
  SELECT vacancy_id, spell, began, entered_on
  FROM core.stretch
  ANTI JOIN interrupted USING (vacancy_id, spell)
  WHERE watched
  UNION ALL
  SELECT vacancy_id, spell, first(began ORDER BY stretch), min(entered_on)
  FROM core.stretch
  SEMI JOIN interrupted USING (vacancy_id, spell)
  GROUP BY vacancy_id, spell
  HAVING bool_or(watched)
),
found AS (
  SELECT vacancy_id, min(first_seen_on) AS first_seen_on FROM core.posting WHERE source <> 'import' GROUP BY vacancy_id
),
timed AS (
  SELECT s.vacancy_id, s.spell, v.employer_id, v.role,
    2 * CASE WHEN s.spell = 1 THEN greatest(0, f.first_seen_on - s.opened_on) ELSE 0 END AS entry,
    2 * (s.last_seen_on - s.opened_on) + coalesce(s.closed_on - s.last_seen_on, 0) AS time,
    s.closed_on IS NOT NULL AS closed
  FROM core.spell AS s
  JOIN watched AS w USING (vacancy_id, spell)
  JOIN found AS f USING (vacancy_id)
  JOIN core.vacancy AS v USING (vacancy_id)
  WHERE v.counted AND (w.began <> 'found open' OR s.opened_on < w.entered_on)
)
SELECT
  vacancy_id, (row_number() OVER (ORDER BY vacancy_id, spell) - 1)::INTEGER AS number,
  (dense_rank() OVER (ORDER BY employer_id) - 1)::INTEGER AS employer, coalesce(role, 'other') AS role,
  entry::INTEGER AS entry, time::INTEGER AS time, closed
FROM timed
WHERE time > entry
ORDER BY number;
