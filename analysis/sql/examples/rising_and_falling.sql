-- Q:         Which skills rise or fall, after control for false discoveries and on a constant panel of employers?
-- expects:   name, verdict, change_pp_year, lo, hi, q, panel_q, within_pp, between_pp, k, n, suppressed_reason
-- params:    $population = ml, $top = 40
SELECT name, verdict, change_pp_year, lo, hi, q, panel_q, within_pp, between_pp, k, n, suppressed_reason
FROM marts.skill_trend
WHERE population = $population
ORDER BY suppressed_reason IS NOT NULL, verdict = 'no clear change', abs(change_pp_year) DESC, k DESC, skill_id
LIMIT $top::INTEGER;
