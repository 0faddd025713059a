-- Q:         What is withheld, and for which reason?
-- expects:   population, reason, skills
SELECT population, regexp_replace(suppressed_reason, ' ?\(.*\)', '') AS reason, count(*) AS skills
FROM marts.skill_demand
WHERE suppressed_reason IS NOT NULL
GROUP BY ALL
ORDER BY population, skills DESC, reason;
