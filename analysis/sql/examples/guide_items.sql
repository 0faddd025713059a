-- Q:         Which items of the guide does the market ask for most, and which hardly?
-- expects:   section_title, title, share, lo, hi, k, n, suppressed_reason
-- params:    $population = ml
SELECT section_title, title, share, lo, hi, k, n, suppressed_reason
FROM marts.guide_item
WHERE population = $population
ORDER BY share DESC, section_order, place;
