-- question:  How many vacancies of each employer ask for some skill of each set that the guide speaks of?
-- grain:     one row per population, set and employer with such a vacancy
-- columns:   population  population
--            g           number of the set
--            e           number of the employer
--            k_g         its vacancies that ask for some skill of the set
--            n_g         its vacancies
-- depends:   staging.guide_set, staging.market, staging.market_skill, staging.member
CREATE TABLE staging.guide_employer AS
WITH asked AS (
  SELECT DISTINCT k.v, g.g
  FROM staging.market_skill AS k
  JOIN staging.guide_set AS g USING (s)
),
size AS (SELECT population, e, count(*) AS n_g FROM staging.member GROUP BY population, e)
SELECT m.population, a.g, m.e, count(*) AS k_g, any_value(s.n_g) AS n_g
FROM asked AS a
JOIN staging.member AS m USING (v)
JOIN size AS s USING (population, e)
GROUP BY m.population, a.g, m.e
ORDER BY m.population, a.g, m.e;
