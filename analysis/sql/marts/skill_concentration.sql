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
-- depends:   staging.asking_most, staging.asking_size, staging.cell, staging.skill_number
-- caveat:    The unnamed postings of one board count as one employer in employers_for_half.
CREATE TABLE marts.skill_concentration AS
WITH running AS (
  SELECT *, sum(k_g * employers) OVER (PARTITION BY population, s) AS k,
    coalesce(sum(k_g * employers) OVER larger, 0) AS k_before, coalesce(sum(employers) OVER larger, 0) AS before
  FROM staging.asking_size
  WINDOW larger AS (PARTITION BY population, s ORDER BY k_g DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
half AS (
  SELECT population, s, any_value(k)::BIGINT AS k, sum(employers)::BIGINT AS employers_asking,
    min(before + ceil((k / 2 - k_before) / k_g))
      FILTER (k_before < k / 2 AND k_before + k_g * employers >= k / 2)::BIGINT AS employers_for_half
  FROM running
  GROUP BY population, s
)
SELECT
  h.population, n.skill_id, t.employer AS top_employer, coalesce(t.k_g, 0) AS top_employer_k,
  coalesce(t.k_g, 0) / nullif(h.k, 0) AS top_employer_share, h.employers_for_half, n.name, h.k, h.employers_asking
FROM half AS h
JOIN staging.skill_number AS n USING (s)
LEFT JOIN staging.asking_most AS t USING (population, s)
ORDER BY h.population, h.k DESC, n.skill_id;
