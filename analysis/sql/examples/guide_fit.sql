-- Q:         Which sections of the guide does the market ask for, and with which skills?
-- expects:   section_order, title, share, lo, hi, top_skills
-- params:    $population = ml
SELECT section_order, title, share, lo, hi, array_to_string(top_skills, ', ') AS top_skills
FROM marts.section_demand
WHERE population = $population
ORDER BY section_order, section;
