-- check:     Every share lies within 0 and 1 and within its interval, and its parts add up to it.
-- question:  Which estimates are impossible?
WITH estimate AS (
  SELECT 'marts.skill_demand' AS made, population, skill_id AS item, k, n, employers_asking, employers, share, lo, hi,
    deff, employer_share, required_share + preferred_share + duty_share AS parts
  FROM marts.skill_demand
  UNION ALL
  SELECT 'marts.framework_demand', population, skill_id, k, n, employers_asking, employers, share, lo, hi, deff,
    employer_share, sole_share + alternative_share
  FROM marts.framework_demand
  UNION ALL
  SELECT 'marts.cloud_demand', population, skill_id, k, n, employers_asking, employers, share, lo, hi, deff,
    employer_share, sole_share + alternative_share
  FROM marts.cloud_demand
  UNION ALL
  SELECT 'marts.section_demand', population, section, k, n, employers_asking, employers, share, lo, hi, deff, NULL,
    share
  FROM marts.section_demand
)
SELECT made, population, item, k, n, share, lo, hi, deff, employer_share, parts
FROM estimate
WHERE NOT (share BETWEEN 0 AND 1 AND k <= n AND employers_asking <= employers AND employers_asking <= k)
  OR NOT (lo BETWEEN 0 AND share AND hi BETWEEN share AND 1 AND deff >= 1)
  OR NOT employer_share BETWEEN 0 AND 1.000000001
  OR abs(parts - share) > 1e-9
  OR (n > 0 AND share IS NULL)
  OR (employers >= 2 AND (lo IS NULL OR hi IS NULL))
ORDER BY made, population, item;
