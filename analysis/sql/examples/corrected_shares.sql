-- Q:         How far would the shares move if the reader made no mistakes?
-- expects:   name, share, corrected_share, corrected_lo, corrected_hi, precision, recall, n_gold
-- params:    $population = ml, $top = 30
SELECT c.name, c.share, c.corrected_share, c.corrected_lo, c.corrected_hi, q.precision, q.recall, c.n_gold
FROM marts.skill_corrected AS c
JOIN marts.reader_quality AS q USING (skill_id)
WHERE c.population = $population AND c.suppressed_reason IS NULL
ORDER BY c.k DESC, c.skill_id
LIMIT $top::INTEGER;
