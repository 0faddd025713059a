-- check:     A counted mention is required, preferred or duty, and lies within its text.
-- question:  Which counted mentions cannot be placed?
-- delta:     by text_hash
SELECT m.text_hash, m.skill_id, m.strength, m.start_char, m.end_char, t.text_chars
FROM core.mention AS m
JOIN raw.text AS t USING (text_hash)
WHERE m.counts AND (
  m.strength IS NULL OR m.strength NOT IN ('required', 'preferred', 'duty')
  OR m.start_char < 0 OR m.end_char <= m.start_char OR m.end_char > t.text_chars)
ORDER BY ALL;
