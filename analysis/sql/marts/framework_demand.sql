-- question:  Which deep-learning framework do employers ask for, and would another one do?
-- grain:     one row per population and framework, and one with skill_id 'any' for the whole family
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
--            rank_lo            best rank the intervals allow, among all members of the family
--            rank_hi            worst rank they allow; both null for 'any'
--            suppressed_reason  why the share should not be published; null when it may
--            sole_share         vacancies with a requirement that only it meets / n; for 'any', only members of the
--                               family
--            alternative_share  vacancies that name it only as one of several that would do / n; with sole_share it
--                               adds up to share
-- depends:   staging.family_demand
-- caveat:    Shares of the members add up to more than that of 'any', because one vacancy may name several.
CREATE TABLE marts.framework_demand AS
SELECT * EXCLUDE (family)
FROM staging.family_demand
WHERE family = 'framework'
ORDER BY population, skill_id <> 'any', k DESC, skill_id;
