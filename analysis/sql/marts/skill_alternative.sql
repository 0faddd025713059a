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
-- depends:   macros.interval, macros.suppression, meta.threshold, core.t_quantile, core.requirement,
--            core.requirement_skill, staging.market, staging.market_skill, staging.member, staging.shown_skill,
--            staging.skill_number
-- caveat:    Skills whose share is published in the population. Wording such as "AWS, GCP or Azure" makes alternatives;
--            "AWS and GCP" does not.
CREATE TABLE marts.skill_alternative AS
WITH member AS (
  SELECT m.v, m.e, r.requirement, n.s
  FROM core.requirement_skill AS r
  JOIN core.requirement AS q USING (vacancy_id, requirement)
  JOIN staging.market AS m USING (vacancy_id)
  JOIN staging.skill_number AS n USING (skill_id)
  WHERE q.any_of
),
pair AS (
  SELECT DISTINCT a.v, a.e, a.s, b.s AS other
  FROM member AS a
  JOIN member AS b ON a.v = b.v AND a.requirement = b.requirement AND a.s <> b.s
),
both_ask AS (
  SELECT m.population, m.p, p.s, p.other, p.e, count(*) AS k_g
  FROM pair AS p
  JOIN staging.shown_skill AS h USING (s)
  JOIN staging.member AS m USING (v)
  WHERE h.populations & (1::BIGINT << m.p) <> 0
  GROUP BY m.population, m.p, p.s, p.other, p.e
),
asking AS (
  SELECT m.population, k.s, m.e, count(*) AS n_g
  FROM staging.market_skill AS k
  JOIN staging.member AS m USING (v)
  SEMI JOIN pair USING (s)
  GROUP BY m.population, k.s, m.e
),
total AS (
  SELECT population, s, sum(n_g)::BIGINT AS n, count(*) AS employers, sum(n_g * n_g)::DOUBLE AS nn
  FROM asking
  GROUP BY population, s
),
summed AS (
  SELECT population, s, b.other, sum(b.k_g)::BIGINT AS k, sum(b.k_g * b.k_g)::DOUBLE AS kk,
    sum(b.k_g * a.n_g)::DOUBLE AS kn
  FROM both_ask AS b
  JOIN asking AS a USING (population, s, e)
  GROUP BY population, s, b.other
),
designed AS (
  SELECT *, design_effect(k, n, employers, kk, kn, nn) AS deff FROM summed JOIN total USING (population, s)
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
