-- question:  Which skills of which populations are asked for often enough to be looked into?
-- grain:     one row per skill that is published in at least one population
-- columns:   s            number of the skill
--            skill_id     skill
--            name         as shown to people
--            populations  bit p is set when its share is published in population number p
--            top          bit p is set when it is also one of the most asked there, see slice_skills()
--            near         the same with a tenth more skills, those that may soon be among them
-- depends:   macros.suppression, marts.skill_demand, staging.skill_number, staging.population_total
CREATE TABLE staging.shown_skill AS
WITH ranked AS (
  SELECT n.s, n.skill_id, n.name, m.p, row_number() OVER (PARTITION BY m.p ORDER BY d.k DESC, d.skill_id) AS place
  FROM marts.skill_demand AS d
  JOIN staging.skill_number AS n USING (skill_id)
  JOIN staging.population_total AS m USING (population)
  WHERE d.suppressed_reason IS NULL
)
SELECT s, skill_id, name, bit_or(1::BIGINT << p) AS populations,
  coalesce(bit_or(1::BIGINT << p) FILTER (place <= slice_skills()), 0) AS top,
  coalesce(bit_or(1::BIGINT << p) FILTER (place <= 1.1 * slice_skills()), 0) AS near
FROM ranked
GROUP BY s, skill_id, name
ORDER BY s;
