-- question:  Which claims of the guide hold in the market?
-- grain:     one row per population and claim
-- columns:   population      population
--            claim           claim
--            section         section of the guide
--            statement       what must be true of the vacancies of the population
--            measured        what was measured, as shown to people
--            holds           yes, no or undecided
--            why             the comparison that decided
--            kind            above, below or exceeds, see core.guide_claim
--            k               vacancies that ask for a skill of left_ids
--            n               vacancies read
--            employers       employers behind n
--            share           k / n, 0..1
--            lo              lower end of the 95 % interval, clustered by employer
--            hi              upper end
--            bound           share that it is held against, 0..1; null when kind is exceeds
--            other_share     share that asks for a skill of right_ids, 0..1; null unless kind is exceeds
--            difference      share - other_share, -1..1
--            difference_lo   lower end of the 95 % interval of the difference, clustered by employer
--            difference_hi   upper end
--            place           place in the list of claims, from 1
-- depends:   macros.suppression, macros.interval, meta.threshold, core.t_quantile, core.guide_claim, staging.cell_item,
--            staging.item, staging.population_total
-- caveat:    A claim holds when the whole 95 % interval lies on its side of the bound, or of 0 for a difference; it is
--            undecided when the interval reaches over, or when the population is too small to publish shares. The
--            variance of a difference is that of the difference within each employer, so that vacancies asking for both
--            sides cancel. A posting says what an employer asks for; claims about what work is like cannot be decided.
CREATE TABLE marts.guide_claim AS
WITH side AS (
  SELECT i.kind AS side, i.item AS claim, s.c, s.k, s.kk::DOUBLE AS kk, s.kn::DOUBLE AS kn
  FROM staging.item AS i
  JOIN staging.cell_item AS s USING (i)
  WHERE i.kind IN ('left', 'right', 'difference')
),
filled AS (
  SELECT t.population, g.*, t.n, t.employers, t.nn::DOUBLE AS nn, coalesce(l.k, 0) AS k, coalesce(l.kk, 0) AS kk,
    coalesce(l.kn, 0) AS kn, coalesce(r.k, 0) AS other_k, coalesce(d.kk, 0) AS dd, coalesce(d.kn, 0) AS dn,
    coalesce(l.k, 0) / nullif(t.n, 0) AS share
  FROM staging.population_total AS t
  CROSS JOIN core.guide_claim AS g
  LEFT JOIN side AS l ON l.side = 'left' AND l.claim = g.claim AND l.c = t.c
  LEFT JOIN side AS r ON r.side = 'right' AND r.claim = g.claim AND r.c = t.c
  LEFT JOIN side AS d ON d.side = 'difference' AND d.claim = g.claim AND d.c = t.c
),
estimated AS (
  SELECT *, design_effect(k, n, employers, kk, kn, nn) AS deff,
    CASE WHEN kind = 'exceeds' THEN other_k / nullif(n, 0) END AS other_share,
    CASE WHEN kind = 'exceeds' THEN (k - other_k) / nullif(n, 0) END AS difference,
    CASE WHEN kind = 'exceeds' THEN t_quantile_975(employers - 1)
      * sqrt(share_variance(k - other_k, n, employers, dd, dn, nn)) END AS half
  FROM filled
),
bounded AS (
  SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi,
    difference - half AS difference_lo, difference + half AS difference_hi
  FROM estimated
),
judged AS (
  SELECT *,
    CASE
      WHEN len(left_ids) = 0 OR (kind = 'exceeds' AND len(right_ids) = 0) THEN 'the reader does not know these skills'
      ELSE suppressed(greatest(k, threshold('min_asking')), n, employers, lo, hi)
    END AS too_few,
    CASE kind WHEN 'above' THEN lo - bound WHEN 'below' THEN bound - hi ELSE difference_lo END AS for_it,
    CASE kind WHEN 'above' THEN hi - bound WHEN 'below' THEN bound - lo ELSE difference_hi END AS against_it
  FROM bounded
)
SELECT
  population, claim, section, statement,
  CASE WHEN kind = 'exceeds'
    THEN printf('%.1f %% against %.1f %%: %+.1f points (%+.1f to %+.1f)', 100 * share, 100 * other_share,
      100 * difference, 100 * difference_lo, 100 * difference_hi)
    ELSE printf('%.1f %% (%.1f to %.1f %%) of %s vacancies', 100 * share, 100 * lo, 100 * hi, format('{:,}', n))
  END AS measured,
  CASE WHEN too_few IS NOT NULL THEN 'undecided' WHEN for_it > 0 THEN 'yes' WHEN against_it < 0 THEN 'no'
    ELSE 'undecided' END AS holds,
  CASE
    WHEN too_few IS NOT NULL THEN too_few
    WHEN kind = 'exceeds' AND for_it > 0 THEN 'the whole interval of the difference lies above 0'
    WHEN kind = 'exceeds' AND against_it < 0 THEN 'the whole interval of the difference lies below 0'
    WHEN kind = 'exceeds' THEN 'the interval of the difference holds 0'
    WHEN (kind = 'above') = (for_it > 0) AND (for_it > 0 OR against_it < 0)
      THEN printf('the whole interval lies above %g %%', 100 * bound)
    WHEN for_it > 0 OR against_it < 0 THEN printf('the whole interval lies below %g %%', 100 * bound)
    ELSE printf('the interval holds %g %%', 100 * bound)
  END AS why,
  kind, k, n, employers, share, lo, hi, bound, other_share, difference, difference_lo, difference_hi, place
FROM judged
ORDER BY population, place;
