-- question:  Which cloud do employers ask for, and would another one do?
-- grain:     one row per population and cloud, and one with skill_id 'any' for the whole family
-- columns:   population         population
--            skill_id           taxonomy id, or 'any'
--            name               as shown to people
--            section            guide section; null for 'any'
--            kind               kind of skill; family for 'any'
--            k                  vacancies that ask for it
--            n                  vacancies read
--            employers_asking   employers with such a vacancy
--            employers          employers behind n
--            share              k / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            deff               design effect
--            employer_share     mean over employers of the share of their own vacancies
--            required_share     vacancies whose strongest wording is required / n
--            preferred_share    vacancies whose strongest wording is preferred / n
--            duty_share         vacancies whose strongest wording is duty / n; the three add up to share
--            rank_lo            best rank the intervals allow, among the publishable members of the family
--            rank_hi            worst rank they allow; both null for 'any'
--            suppressed_reason  why the share should not be published; null when it may
--            sole_share         vacancies with a requirement that only it meets / n; for 'any', only members of the
--                               family
--            alternative_share  vacancies that name it only as one of several that would do / n; with sole_share it
--                               adds up to share
-- depends:   staging.estimate, core.family, core.skill
-- caveat:    Shares of the members add up to more than that of 'any', because one vacancy may name several.
CREATE TABLE marts.cloud_demand AS
WITH estimate AS (
  SELECT e.*, s.name, s.section, s.kind AS skill_kind
  FROM staging.estimate AS e
  JOIN core.skill AS s ON s.skill_id = e.item
  SEMI JOIN (SELECT skill_id FROM core.family WHERE family = 'cloud') AS f ON f.skill_id = e.item
  WHERE e.kind = 'skill'
),
ranked AS (
  SELECT a.population, a.item, 1 + count(*) FILTER (b.lo > a.hi) AS rank_lo, count(*) FILTER (b.hi >= a.lo) AS rank_hi
  FROM estimate AS a
  JOIN estimate AS b USING (population)
  WHERE a.suppressed_reason IS NULL AND b.suppressed_reason IS NULL
  GROUP BY a.population, a.item
),
row_set AS (
  SELECT e.*, r.rank_lo, r.rank_hi FROM estimate AS e LEFT JOIN ranked AS r USING (population, item)
  UNION ALL BY NAME
  SELECT *, 'Any cloud' AS name, 'family' AS skill_kind FROM staging.estimate WHERE kind = 'cloud'
)
SELECT
  population, item AS skill_id, name, section, skill_kind AS kind, k, n, employers_asking, employers, share, lo, hi,
  deff, employer_share, required_share, preferred_share, duty_share, rank_lo, rank_hi, suppressed_reason, sole_share,
  alternative_share
FROM row_set
ORDER BY population, item <> 'any', k DESC, item;
