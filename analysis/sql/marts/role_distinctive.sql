-- question:  Which skills set a role apart from all others?
-- grain:     one row per role and skill that any vacancy asks for
-- columns:   role               role that is a population of its own
--            skill_id           taxonomy id
--            name               as shown to people
--            k                  vacancies of the role that ask for it
--            n                  vacancies of the role
--            share              k / n, 0..1
--            share_elsewhere    the same share among all other vacancies, 0..1
--            log_odds           log odds of being asked for in the role less those elsewhere, shrunk towards 0
--            z                  log_odds / its standard error; beyond 1.96 either way it is unlikely to be chance
--            suppressed_reason  why the share of the role should not be published; null when it may
-- depends:   macros.association, staging.estimate, core.population, core.skill
-- caveat:    Log-odds with an informative prior (Monroe, Colaresi and Quinn 2008): the prior counts as a hundred
--            vacancies that ask at the pooled share. For z, counts are divided by the design effect of their
--            employers, so one employer's hundred copies do not pass for a habit of the role.
CREATE TABLE marts.role_distinctive AS
WITH single AS (
  SELECT population, min(role) AS role FROM core.population GROUP BY population HAVING count(*) = 1 AND min(role) <> '*'
),
whole AS (
  SELECT e.* FROM staging.estimate AS e JOIN core.population AS p USING (population)
  WHERE p.role = '*' AND e.kind = 'skill'
),
compared AS (
  SELECT s.role, e.item, e.k, e.n, e.deff, e.share, e.suppressed_reason, w.k - e.k AS other_k, w.n - e.n AS other_n,
    w.deff AS other_deff, 100 * w.share AS prior_k, 100 AS prior_n
  FROM staging.estimate AS e
  JOIN single AS s USING (population)
  JOIN whole AS w USING (item)
  WHERE e.kind = 'skill' AND w.k > 0
)
SELECT
  c.role, c.item AS skill_id, s.name, c.k, c.n, c.share, c.other_k / nullif(c.other_n, 0) AS share_elsewhere,
  CASE WHEN c.n > 0 THEN log_odds(c.k, c.n, c.other_k, c.other_n, c.prior_k, c.prior_n) END AS log_odds,
  CASE WHEN c.n > 0 THEN log_odds_z(c.k / coalesce(c.deff, 1), c.n / coalesce(c.deff, 1),
    c.other_k / coalesce(c.other_deff, 1), c.other_n / coalesce(c.other_deff, 1), c.prior_k, c.prior_n) END AS z,
  c.suppressed_reason
FROM compared AS c
JOIN core.skill AS s ON s.skill_id = c.item
ORDER BY c.role, z DESC NULLS LAST, c.item;
