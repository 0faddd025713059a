-- question:  How much of the demand for a skill comes from one employer?
-- grain:     one row per population and skill that at least one vacancy asks for
-- columns:   population          population
--            skill_id            taxonomy id
--            top_employer        named employer with the most vacancies that ask for it; null when none is named
--            top_employer_k      those vacancies
--            top_employer_share  top_employer_k / k, 0..1
--            employers_for_half  fewest employers that together make half of the vacancies that ask for it
--            name                as shown to people
--            k                   vacancies that ask for it
--            employers_asking    employers with such a vacancy
-- depends:   core.employer, staging.market, staging.market_skill, staging.member, staging.skill_number
-- caveat:    The unnamed postings of one board count as one employer in employers_for_half.
CREATE TABLE marts.skill_concentration AS
WITH asking AS (
  SELECT m.population, a.s, m.e, count(*) AS k_g
  FROM staging.market_skill AS a
  JOIN staging.member AS m USING (v)
  GROUP BY m.population, a.s, m.e
),
sized AS (SELECT population, s, k_g, count(*) AS employers FROM asking GROUP BY population, s, k_g),
running AS (
  SELECT *, sum(k_g * employers) OVER (PARTITION BY population, s) AS k,
    coalesce(sum(k_g * employers) OVER larger, 0) AS k_before, coalesce(sum(employers) OVER larger, 0) AS before
  FROM sized
  WINDOW larger AS (PARTITION BY population, s ORDER BY k_g DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
half AS (
  SELECT population, s, any_value(k)::BIGINT AS k, sum(employers)::BIGINT AS employers_asking,
    min(before + ceil((k / 2 - k_before) / k_g))
      FILTER (k_before < k / 2 AND k_before + k_g * employers >= k / 2)::BIGINT AS employers_for_half
  FROM running
  GROUP BY population, s
),
employer AS (
  SELECT m.e, any_value(n.name) AS employer
  FROM (SELECT DISTINCT e, employer_id FROM staging.market) AS m
  JOIN core.employer AS n USING (employer_id)
  WHERE n.named
  GROUP BY m.e
),
top AS (
  SELECT a.population, a.s, max(a.k_g) AS k_g, arg_min(n.employer, (-a.k_g, n.employer)) AS employer
  FROM asking AS a
  JOIN employer AS n USING (e)
  GROUP BY a.population, a.s
)
SELECT
  h.population, n.skill_id, t.employer AS top_employer, coalesce(t.k_g, 0) AS top_employer_k,
  coalesce(t.k_g, 0) / nullif(h.k, 0) AS top_employer_share, h.employers_for_half, n.name, h.k, h.employers_asking
FROM half AS h
JOIN staging.skill_number AS n USING (s)
LEFT JOIN top AS t USING (population, s)
ORDER BY h.population, h.k DESC, n.skill_id;
