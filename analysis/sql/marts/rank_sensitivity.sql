-- question:  Does the ranking of skills hang on the rule by which postings are taken for one vacancy?
-- grain:     one row per population, skill and rule
-- columns:   population  population
--            skill_id    taxonomy id
--            name        as shown to people
--            rule        exact: same page, requisition or text only; standard: the rule of this warehouse; wide: also
--                        one employer, title and place within 60 days, whatever the texts say
--            k           vacancies that ask for it under the rule
--            n           vacancies under the rule
--            share       k / n, 0..1
--            rank        place by k among all skills of the population; the same k gives the same place
-- depends:   staging.cluster, staging.estimate, core.posting, core.mention, core.skill, core.population
-- caveat:    Standard repeats skill_demand. The others add or leave out the postings that the rule holds apart or takes
--            together.
CREATE TABLE marts.rank_sensitivity AS
WITH member AS (
  SELECT p.posting_key, p.text_hash, coalesce(p.role, '') AS role,
    row_number() OVER (PARTITION BY coalesce(c.vacancy_id, p.posting_key) ORDER BY p.opened_on NULLS LAST,
      p.posting_key) = 1 AS standard,
    row_number() OVER (PARTITION BY coalesce(c.exact_id, p.posting_key) ORDER BY p.opened_on NULLS LAST,
      p.posting_key) = 1 AS exact,
    row_number() OVER (PARTITION BY coalesce(c.wide_id, p.posting_key) ORDER BY p.opened_on NULLS LAST,
      p.posting_key) = 1 AS wide
  FROM staging.cluster AS c
  JOIN core.posting AS p USING (posting_key)
  WHERE p.text_read AND p.in_window
),
change AS (
  SELECT 'exact' AS rule, 1 AS sign, * FROM member WHERE exact AND NOT standard
  UNION ALL
  SELECT 'wide', -1, * FROM member WHERE standard AND NOT wide
),
placed AS (
  SELECT p.population, c.rule, c.sign, c.text_hash
  FROM change AS c
  JOIN core.population AS p ON p.role IN ('*', c.role)
),
n_change AS (SELECT population, rule, sum(sign) AS n FROM placed GROUP BY population, rule),
asked AS (
  SELECT DISTINCT text_hash, skill_id FROM core.mention SEMI JOIN change USING (text_hash) WHERE counts
),
k_change AS (
  SELECT c.population, c.rule, a.skill_id, sum(c.sign) AS k
  FROM placed AS c
  JOIN asked AS a USING (text_hash)
  GROUP BY ALL
),
counted AS (
  SELECT e.population, e.item AS skill_id, r.rule, (e.k + coalesce(k.k, 0))::BIGINT AS k,
    (e.n + coalesce(n.n, 0))::BIGINT AS n
  FROM staging.estimate AS e
  CROSS JOIN (SELECT unnest(['exact', 'standard', 'wide']) AS rule) AS r
  LEFT JOIN n_change AS n ON n.population = e.population AND n.rule = r.rule
  LEFT JOIN k_change AS k ON k.population = e.population AND k.rule = r.rule AND k.skill_id = e.item
  WHERE e.kind = 'skill'
)
SELECT c.population, c.skill_id, s.name, c.rule, c.k, c.n, c.k / nullif(c.n, 0) AS share,
  rank() OVER (PARTITION BY c.population, c.rule ORDER BY c.k DESC) AS rank
FROM counted AS c
JOIN core.skill AS s USING (skill_id)
ORDER BY c.population, c.rule, rank, c.skill_id;
