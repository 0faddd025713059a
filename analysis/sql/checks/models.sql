-- check:     What the models say lies within its own interval, and nothing that is suppressed for want of data has one.
-- question:  Which figures of change, pay and lifetimes are impossible?
WITH figure AS (
  SELECT 'marts.skill_trend' AS made, population, skill_id, change_pp_year AS value, lo, hi, q AS chance
  FROM marts.skill_trend
  UNION ALL
  SELECT 'marts.skill_pay', population, skill_id, raw_pct, raw_lo, raw_hi, NULL FROM marts.skill_pay
  UNION ALL
  SELECT 'marts.skill_pay', population, skill_id, adjusted_pct, adjusted_lo, adjusted_hi, q FROM marts.skill_pay
  UNION ALL
  SELECT 'marts.skill_emergence', population, skill_id, odds_ratio, lo, hi, NULL FROM marts.skill_emergence
  UNION ALL
  SELECT 'marts.time_on_market', population, skill_id, median_days, lo, hi, NULL FROM marts.time_on_market
)
SELECT made, population, skill_id, value, lo, hi, chance
FROM figure
WHERE NOT coalesce(lo <= value + 1e-9, true) OR NOT coalesce(value <= hi + 1e-9, true)
  OR NOT coalesce(chance BETWEEN 0 AND 1, true) OR (value IS NULL AND (lo IS NOT NULL OR hi IS NOT NULL))
UNION ALL
SELECT 'marts.skill_trend', population, skill_id, NULL, NULL, NULL, q
FROM marts.skill_trend
WHERE verdict IN ('rising', 'falling') AND (suppressed_reason IS NOT NULL OR q IS NULL OR panel_q IS NULL)
ORDER BY ALL;
