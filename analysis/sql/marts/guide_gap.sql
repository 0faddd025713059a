-- question:  What does the market ask for that the guide does not name?
-- grain:     one row per population and skill that somebody asks for and no item of the guide means
-- columns:   population         population
--            skill_id           taxonomy id
--            name               as shown to people
--            section            section of the taxonomy
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
--            duty_share         vacancies whose strongest wording is duty / n
--            rank_lo            best rank the intervals allow, among all skills of the population
--            rank_hi            worst rank they allow
--            suppressed_reason  why the share should not be published; null when it may
-- depends:   marts.skill_demand, core.guide_item
-- caveat:    The rows of marts.skill_demand. A skill that is near to one that the guide names stands here too when it
--            has an id of its own.
CREATE TABLE marts.guide_gap AS
SELECT d.*
FROM marts.skill_demand AS d
ANTI JOIN (SELECT DISTINCT unnest(skill_ids) AS skill_id FROM core.guide_item) AS g USING (skill_id)
WHERE d.k > 0
ORDER BY d.population, d.k DESC, d.skill_id;
