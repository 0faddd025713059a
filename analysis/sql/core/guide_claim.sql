-- question:  What does the guide claim, in words that postings can decide?
-- grain:     one row per claim
-- columns:   claim      claim
--            section    section of the guide
--            statement  what must be true of the vacancies of a population
--            kind       above or below: the share asking for a skill of left_ids against bound; exceeds: that share
--                       against the share asking for a skill of right_ids
--            left_ids   skills
--            right_ids  skills compared with; empty unless kind is exceeds
--            bound      share, 0..1; null when kind is exceeds
--            place      place in the list, from 1
-- params:    $guide_claims_csv
-- depends:   core.skill
-- caveat:    Essential means more than half of the vacancies, valuable more than a quarter, a bonus fewer than a
--            quarter. These bounds are ours: the guide gives none. Skills that the taxonomy of this warehouse does not
--            know are left out.
CREATE TABLE core.guide_claim AS
WITH stated AS (
  SELECT *, row_number() OVER () AS place
  FROM read_csv($guide_claims_csv, header = true, parallel = false, columns = {claim: 'VARCHAR', section: 'VARCHAR',
    statement: 'VARCHAR', kind: 'VARCHAR', "left": 'VARCHAR', "right": 'VARCHAR', bound: 'DOUBLE'})
),
known AS (SELECT list(skill_id) AS ids FROM core.skill)
SELECT claim, section, statement, kind, list_sort(list_intersect(string_split("left", ';'), ids)) AS left_ids,
  list_sort(list_intersect(coalesce(string_split("right", ';'), []), ids)) AS right_ids, bound, place::INTEGER AS place
FROM stated
CROSS JOIN known
ORDER BY place;
