-- Q:         Does the ranking depend on how duplicates are merged?
-- expects:   name, rank_exact, rank_standard, rank_wide, share_exact, share_standard, share_wide
-- params:    $population = ml, $top = 20
SELECT name, max(rank) FILTER (rule = 'exact') AS rank_exact, max(rank) FILTER (rule = 'standard') AS rank_standard,
  max(rank) FILTER (rule = 'wide') AS rank_wide, max(share) FILTER (rule = 'exact') AS share_exact,
  max(share) FILTER (rule = 'standard') AS share_standard, max(share) FILTER (rule = 'wide') AS share_wide
FROM marts.rank_sensitivity
WHERE population = $population
GROUP BY skill_id, name
ORDER BY rank_standard, skill_id
LIMIT $top::INTEGER;
