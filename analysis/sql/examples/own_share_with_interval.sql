-- Q:         How do I put the report's interval on a share of my own? Here: senior vacancies that ask for a skill.
-- expects:   k, n, employers, share, deff, lo, hi
-- params:    $skill = python, $seniority = senior
WITH cell AS (
  SELECT v.employer_id, count(*) AS n_g, count(s.skill_id) AS k_g
  FROM core.vacancy AS v
  LEFT JOIN core.vacancy_skill AS s ON s.vacancy_id = v.vacancy_id AND s.skill_id = $skill
  WHERE v.counted AND v.seniority = $seniority
  GROUP BY v.employer_id
),
total AS (
  SELECT sum(k_g)::BIGINT AS k, sum(n_g)::BIGINT AS n, count(*) AS employers, sum(k_g) / nullif(sum(n_g), 0) AS p
  FROM cell
),
spread AS (
  SELECT any_value(k) AS k, any_value(n) AS n, any_value(employers) AS employers, any_value(p) AS p,
    any_value(employers) / nullif(any_value(employers) - 1, 0)
      * sum((k_g - p * n_g) ^ 2) / nullif(any_value(n) ^ 2, 0) AS v
  FROM cell CROSS JOIN total
),
design AS (SELECT *, greatest(1.0, coalesce(v / nullif(p * (1 - p) / n, 0), 1.0)) AS deff FROM spread)
SELECT k, n, employers, p AS share, deff, share_lo(k, n, deff, employers) AS lo, share_hi(k, n, deff, employers) AS hi
FROM design;
