-- Q:         Which skills are asked for in one role rather than in the others?
-- expects:   name, share, share_elsewhere, log_odds, z, k, suppressed_reason
-- params:    $role = mlops-engineer, $top = 20
SELECT name, share, share_elsewhere, log_odds, z, k, suppressed_reason
FROM marts.role_distinctive
WHERE role = $role
ORDER BY suppressed_reason IS NOT NULL, z DESC, skill_id
LIMIT $top::INTEGER;
