-- question:  How much of the guide does the market ask for?
-- grain:     one row per population and guide section
-- columns:   population         population
--            section            guide section
--            title              as shown to people
--            section_order      its place in the guide
--            k                  vacancies that ask for at least one of its skills
--            n                  vacancies read
--            share              k / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            deff               design effect
--            employers_asking   employers with such a vacancy
--            employers          employers behind n
--            suppressed_reason  why the share should not be published; null when it may
--            top_skills         names of up to three of its skills that most vacancies ask for
-- depends:   staging.estimate, core.skill, marts.skill_demand
CREATE TABLE marts.section_demand AS
WITH top AS (
  SELECT population, section, list(name ORDER BY k DESC, skill_id)[1:3] AS top_skills
  FROM marts.skill_demand
  WHERE k > 0
  GROUP BY population, section
),
section AS (
  SELECT section, min(section_title) AS title, min(section_order) AS section_order FROM core.skill GROUP BY section
)
SELECT
  e.population, s.section, s.title, s.section_order, e.k, e.n, e.share, e.lo, e.hi, e.deff, e.employers_asking,
  e.employers, e.suppressed_reason, coalesce(t.top_skills, []) AS top_skills
FROM staging.estimate AS e
JOIN section AS s ON s.section = e.item
LEFT JOIN top AS t ON t.population = e.population AND t.section = s.section
WHERE e.kind = 'section'
ORDER BY e.population, s.section_order, s.section;
