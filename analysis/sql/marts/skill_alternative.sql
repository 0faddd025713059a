-- question:  Which skills do employers accept in place of a given one?
-- grain:     one row per population, skill and other skill
-- columns:   population                    population
--            skill_id                      skill asked for
--            other_id                      skill that would do instead
--            name                          as shown to people
--            other_name                    as shown to people
--            k_together_as_alternatives    vacancies with a requirement that either of them meets
--            n                             vacancies that ask for skill_id
--            employers                     employers behind n
--            share_of_skill                k_together_as_alternatives / n, 0..1
--            suppressed_reason             why the share should not be published; null when it may
--            lo                            lower end of the 95 % interval, clustered by employer
--            hi                            upper end
-- depends:   macros.interval, macros.suppression, meta.threshold, core.t_quantile, staging.alternative_sum,
--            staging.cell_item, staging.population_total, staging.shown_skill, staging.skill_number
-- caveat:    Skills whose share is published in the population. Wording such as "AWS, GCP or Azure" makes alternatives;
--            "AWS and GCP" does not.
CREATE TABLE marts.skill_alternative AS
WITH designed AS (
  SELECT x.population, x.a AS s, x.b AS other, x.k, s.k AS n, s.employers,
    design_effect(x.k, s.k, s.employers, x.kk::DOUBLE, x.kn_a::DOUBLE, s.kk::DOUBLE) AS deff
  FROM staging.alternative_sum AS x
  JOIN staging.population_total AS t USING (population)
  JOIN staging.cell_item AS s ON s.c = t.c AND s.i = x.a
  JOIN staging.shown_skill AS h ON h.s = x.a AND h.populations & (1::BIGINT << t.p) <> 0
),
bounded AS (SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM designed)
SELECT
  b.population, a.skill_id, o.skill_id AS other_id, a.name, o.name AS other_name, b.k AS k_together_as_alternatives,
  b.n, b.employers, b.k / nullif(b.n, 0) AS share_of_skill,
  suppressed(b.k, b.n, b.employers, b.lo, b.hi) AS suppressed_reason, b.lo, b.hi
FROM bounded AS b
JOIN staging.skill_number AS a ON a.s = b.s
JOIN staging.skill_number AS o ON o.s = b.other
ORDER BY b.population, a.skill_id, b.k DESC, o.skill_id;
