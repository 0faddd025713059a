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
--            staging.market_skill, staging.member, staging.shown_skill, staging.population_total
-- caveat:    Pairs that stand together in 20 vacancies of 10 employers or more, among the hundred most asked skills of
--            the population. A pair that is met less often has no row, so that this table cannot say that two skills
--            never stand together. npmi: Bouma 2009. Its interval is that of the share of vacancies asking for
--            both among those asking for the rarer of the two, clustered by employer; the shares of the two as such are
--            taken as they are. Alternatives of one requirement stand together too: see marts.skill_alternative.
CREATE TABLE marts.skill_pair AS
WITH placed AS (SELECT v, any_value(e) AS e, bit_or(1::BIGINT << p) AS populations FROM staging.member GROUP BY v),
skill AS (
  SELECT k.v, k.s, h.top & m.populations AS top, m.e
  FROM staging.market_skill AS k
  JOIN staging.shown_skill AS h USING (s)
  JOIN placed AS m USING (v)
  WHERE h.top & m.populations <> 0
),
pair AS (
  SELECT a.e, a.s AS a, b.s AS b, a.top & b.top AS populations, count(*) AS k_g
  FROM skill AS a
  JOIN skill AS b ON a.v = b.v AND a.s < b.s
  WHERE a.top & b.top <> 0
  GROUP BY ALL
),
number AS (SELECT DISTINCT population, p FROM staging.member),
employer AS MATERIALIZED (
  SELECT n.p, r.e, r.a, r.b, sum(r.k_g)::BIGINT AS k_g
  FROM pair AS r
  JOIN number AS n ON r.populations & (1::BIGINT << n.p) <> 0
  GROUP BY n.p, r.e, r.a, r.b
),
own AS MATERIALIZED (
  SELECT n.p, k.e, k.s, count(*) AS n_g
  FROM skill AS k
  JOIN number AS n ON k.top & (1::BIGINT << n.p) <> 0
  GROUP BY n.p, k.e, k.s
),
single AS (
  SELECT p, s, sum(n_g)::BIGINT AS k, count(*) AS employers, sum(n_g * n_g)::DOUBLE AS nn FROM own GROUP BY p, s
),
summed AS MATERIALIZED (
  SELECT e.p, e.a, e.b, sum(e.k_g)::BIGINT AS k_ab, count(*) AS employers_both, sum(e.k_g * e.k_g)::DOUBLE AS kk,
    sum(e.k_g * x.n_g)::DOUBLE AS kn_a, sum(e.k_g * y.n_g)::DOUBLE AS kn_b
  FROM employer AS e
  LEFT JOIN own AS x ON x.p = e.p AND x.e = e.e AND x.s = e.a
  LEFT JOIN own AS y ON y.p = e.p AND y.e = e.e AND y.s = e.b
  GROUP BY e.p, e.a, e.b
  HAVING k_ab >= 20 AND employers_both >= 10
),
rarer AS (
  SELECT s.*, x.k AS k_a, y.k AS k_b, least(x.k, y.k) AS k, if(x.k <= y.k, s.kn_a, s.kn_b) AS kn,
    if(x.k <= y.k, x.employers, y.employers) AS employers_rarer, if(x.k <= y.k, x.nn, y.nn) AS nn
  FROM summed AS s
  JOIN single AS x ON x.p = s.p AND x.s = s.a
  JOIN single AS y ON y.p = s.p AND y.s = s.b
),
joined AS (
  SELECT n.population, a.skill_id AS skill_a, b.skill_id AS skill_b, a.name AS name_a, b.name AS name_b, r.k_a, r.k_b,
    r.k_ab, t.n, t.employers, r.employers_both, r.k, r.employers_rarer,
    design_effect(r.k_ab, r.k, r.employers_rarer, r.kk, r.kn, r.nn) AS deff
  FROM rarer AS r
  JOIN number AS n USING (p)
  JOIN staging.population_total AS t USING (population)
  JOIN staging.shown_skill AS a ON a.s = r.a
  JOIN staging.shown_skill AS b ON b.s = r.b
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
