-- question:  Which items of the guide does the market ask for?
-- grain:     one row per population, guide section and item
-- columns:   population         population
--            section            section of the guide
--            item               item
--            skill_ids          skills that the item means
--            k                  vacancies that ask for at least one of them
--            n                  vacancies read
--            employers          employers behind n
--            share              k / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            suppressed_reason  why the share should not be published; null when it may
--            section_title      as shown to people
--            section_order      place of the section in the guide, from 1
--            title              item as shown to people
--            place              place of the item in its section, from 1
--            bonus              true for the sections that the guide calls a bonus
--            employers_asking   employers with such a vacancy
-- depends:   macros.suppression, macros.interval, meta.threshold, core.t_quantile, core.guide_item, staging.cell_item,
--            staging.item, staging.population_total
-- caveat:    An item of several skills is met by any of them, so that its share is at least that of the most asked.
CREATE TABLE marts.guide_item AS
WITH filled AS (
  SELECT t.population, g.*, t.n, t.employers, coalesce(s.k, 0) AS k, coalesce(s.employers, 0) AS employers_asking,
    design_effect(coalesce(s.k, 0), t.n, t.employers, coalesce(s.kk, 0)::DOUBLE, coalesce(s.kn, 0)::DOUBLE,
      t.nn::DOUBLE) AS deff
  FROM staging.population_total AS t
  CROSS JOIN core.guide_item AS g
  JOIN staging.item AS i ON i.kind = 'guide' AND i.item = g.section || '/' || g.item
  LEFT JOIN staging.cell_item AS s ON s.c = t.c AND s.i = i.i
),
bounded AS (SELECT *, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi FROM filled)
SELECT population, section, item, skill_ids, k, n, employers, k / nullif(n, 0) AS share, lo, hi,
  suppressed(k, n, employers, lo, hi) AS suppressed_reason, section_title, section_order, title, place, bonus,
  employers_asking
FROM bounded
ORDER BY population, section_order, place;
