-- question:  What did the touched texts that stand already mention, before an employer's own voice was set aside?
-- grain:     one row per mention
INSERT INTO core.mention
SELECT * REPLACE (counts OR reason IS NOT DISTINCT FROM 'repeated employer paragraph' AS counts,
  CASE WHEN reason <> 'repeated employer paragraph' THEN reason END AS reason)
FROM skilldemand.core.mention
SEMI JOIN touched AS t ON t.key = text_hash;

UPDATE core.mention AS m
SET counts = false, reason = 'repeated employer paragraph'
FROM staging.company_voice AS v
WHERE m.counts AND m.strength = 'duty' AND m.section NOT IN ('requirements', 'preferred', 'responsibilities')
  AND v.text_hash = m.text_hash AND m.start_char >= v.start_char AND m.end_char <= v.end_char;
