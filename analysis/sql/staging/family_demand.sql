-- question:  What share of a population asks for each member of a family, alone or as one of several, or for any of it?
-- grain:     one row per family, population and member, and one with skill_id 'any' for the whole family
-- columns:   family  framework or cloud; the other columns are those of the family's mart
-- depends:   staging.estimate, core.family, core.skill
CREATE TABLE staging.family_demand AS
WITH member AS (
  SELECT f.family, e.*, s.name, s.section, s.kind AS skill_kind
  FROM staging.estimate AS e
  JOIN core.skill AS s ON s.skill_id = e.item
  JOIN core.family AS f ON f.skill_id = e.item
  WHERE e.kind = 'skill'
),
ranked AS (
  SELECT a.family, a.population, a.item, 1 + count(*) FILTER (b.lo > a.hi) AS rank_lo,
    count(*) FILTER (b.hi >= a.lo) AS rank_hi
  FROM member AS a
  JOIN member AS b USING (family, population)
  WHERE a.lo IS NOT NULL AND b.lo IS NOT NULL
  GROUP BY a.family, a.population, a.item
),
row_set AS (
  SELECT m.*, r.rank_lo, r.rank_hi FROM member AS m LEFT JOIN ranked AS r USING (family, population, item)
  UNION ALL BY NAME
  SELECT kind AS family, *, 'Any ' || kind AS name, 'family' AS skill_kind FROM staging.estimate WHERE item = 'any'
)
SELECT
  family, population, item AS skill_id, name, section, skill_kind AS kind, k, n, employers_asking, employers, share, lo,
  hi, deff, employer_share, required_share, preferred_share, duty_share, rank_lo, rank_hi, suppressed_reason,
  sole_share, alternative_share
FROM row_set
ORDER BY family, population, item <> 'any', k DESC, item;
