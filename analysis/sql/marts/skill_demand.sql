-- question:  Which skills do employers ask for, how strongly, and how sure is it?
-- grain:     one row per population and skill, also where nobody asks for it
-- columns:   population         population
--            skill_id           taxonomy id
--            name               as shown to people
--            section            guide section
--            kind               language, framework, library, platform, service, concept, practice
--            catalogue          tool, which has a name of its own, or concept
--            k                  vacancies that ask for it
--            n                  vacancies read
--            employers_asking   employers with such a vacancy
--            employers          employers behind n
--            share              k / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            deff               design effect: by what factor employers widen the variance
--            employer_share     mean over employers of the share of their own vacancies
--            required_share     vacancies whose strongest wording is required / n
--            preferred_share    vacancies whose strongest wording is preferred / n
--            duty_share         vacancies whose strongest wording is duty / n; the three add up to share
--            rank_lo            best rank the intervals allow, among all skills of the population, published or not
--            rank_hi            worst rank they allow
--            suppressed_reason  why the share should not be published; null when it may
-- depends:   staging.estimate, core.skill
-- caveat:    Two skills whose intervals overlap are not told apart in rank. Suppressed rows keep their counts for
--            inspection.
CREATE TABLE marts.skill_demand AS
WITH estimate AS (SELECT * FROM staging.estimate WHERE kind = 'skill'),
ranked AS (
  SELECT a.population, a.item, 1 + count(*) FILTER (b.lo > a.hi) AS rank_lo, count(*) FILTER (b.hi >= a.lo) AS rank_hi
  FROM estimate AS a
  JOIN estimate AS b USING (population)
  WHERE a.lo IS NOT NULL AND b.lo IS NOT NULL
  GROUP BY a.population, a.item
)
SELECT
  e.population, s.skill_id, s.name, s.section, s.kind, s.catalogue, e.k, e.n, e.employers_asking, e.employers, e.share,
  e.lo, e.hi, e.deff, e.employer_share, e.required_share, e.preferred_share, e.duty_share, r.rank_lo, r.rank_hi,
  e.suppressed_reason
FROM estimate AS e
JOIN core.skill AS s ON s.skill_id = e.item
LEFT JOIN ranked AS r ON r.population = e.population AND r.item = e.item
ORDER BY e.population, e.k DESC, s.skill_id;
