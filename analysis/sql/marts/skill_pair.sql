-- question:  Which skills are asked for together more often, or less often, than chance would have it?
-- grain:     one row per population and pair, skill_a before skill_b in the alphabet
-- columns:   population         population
--            skill_a            taxonomy id
--            skill_b            taxonomy id
--            name_a             as shown to people
--            name_b             as shown to people
--            k_a                vacancies that ask for a
--            k_b                vacancies that ask for b
--            k_ab               vacancies that ask for both
--            n                  vacancies read
--            employers          employers behind n
--            lift               k_ab / n over k_a / n * k_b / n: 2 is twice as often as by chance
--            npmi               normalised pointwise mutual information, -1..1: 0 is chance, 1 is never apart
--            npmi_lo            lower end of its 95 % interval
--            npmi_hi            upper end
--            suppressed_reason  why it should not be published; null when it may
--            employers_both     employers with a vacancy that asks for both
--            share_b_given_a    k_ab / k_a, 0..1
--            share_a_given_b    k_ab / k_b, 0..1
-- depends:   macros.association, macros.interval, macros.suppression, meta.threshold, core.t_quantile,
--            staging.cell_item, staging.pair_sum, staging.population_total, staging.shown_skill
-- caveat:    Pairs that stand together in 20 vacancies of 10 employers or more, among the hundred most asked skills of
--            the population. A pair that is met less often has no row, so that this table cannot say that two skills
--            never stand together. npmi: Bouma 2009. Its interval is that of the share of vacancies asking for
--            both among those asking for the rarer of the two, clustered by employer; the shares of the two as such are
--            taken as they are. Alternatives of one requirement stand together too: see marts.skill_alternative.
CREATE TABLE marts.skill_pair AS
WITH single AS (
  SELECT t.population, t.p, x.i AS s, x.k, x.employers, x.kk::DOUBLE AS nn
  FROM staging.cell_item AS x
  JOIN staging.population_total AS t USING (c)
),
rarer AS (
  SELECT s.*, x.p, x.k AS k_a, y.k AS k_b, least(x.k, y.k) AS rarer, if(x.k <= y.k, s.kn_a, s.kn_b)::DOUBLE AS kn,
    if(x.k <= y.k, x.employers, y.employers) AS employers_rarer, if(x.k <= y.k, x.nn, y.nn) AS nn
  FROM staging.pair_sum AS s
  JOIN single AS x ON x.population = s.population AND x.s = s.a
  JOIN single AS y ON y.population = s.population AND y.s = s.b
  WHERE s.k >= 20 AND s.employers >= 10
),
joined AS (
  SELECT t.population, a.skill_id AS skill_a, b.skill_id AS skill_b, a.name AS name_a, b.name AS name_b, r.k_a, r.k_b,
    r.k AS k_ab, t.n, t.employers, r.employers AS employers_both, r.rarer AS k, r.employers_rarer,
    design_effect(r.k, r.rarer, r.employers_rarer, r.kk::DOUBLE, r.kn, r.nn) AS deff
  FROM rarer AS r
  JOIN staging.population_total AS t USING (population)
  JOIN staging.shown_skill AS a ON a.s = r.a AND a.top & (1::BIGINT << t.p) <> 0
  JOIN staging.shown_skill AS b ON b.s = r.b AND b.top & (1::BIGINT << t.p) <> 0
),
bounded AS (
  SELECT *, share_lo(k_ab, k, deff, employers_rarer) AS lo, share_hi(k_ab, k, deff, employers_rarer) AS hi FROM joined
)
SELECT
  population, skill_a, skill_b, name_a, name_b, k_a, k_b, k_ab, n, employers, lift(k_ab, k_a, k_b, n) AS lift,
  npmi(k_ab, k_a, k_b, n) AS npmi, npmi(lo * k, k_a, k_b, n) AS npmi_lo,
  npmi(hi * k, k_a, k_b, n) AS npmi_hi, suppressed(k_ab, n, employers, 0, 0) AS suppressed_reason,
  employers_both, k_ab / nullif(k_a, 0) AS share_b_given_a, k_ab / nullif(k_b, 0) AS share_a_given_b
FROM bounded
ORDER BY population, skill_a, skill_b;
