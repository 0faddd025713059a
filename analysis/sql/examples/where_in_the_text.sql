-- Q:         In which words do postings ask for a skill? Sentences' worth of context, with the rule that matched.
-- expects:   context, section, strength, rule, counts, reason, posting_key
-- params:    $skill = pytorch, $top = 20
SELECT substring(t.text, greatest(1, m.start_char - 59), m.end_char - m.start_char + 120) AS context, m.section,
  m.strength, m.rule, m.counts, m.reason, p.posting_key
FROM core.mention AS m
JOIN raw.text AS t USING (text_hash)
JOIN core.posting AS p USING (text_hash)
WHERE m.skill_id = $skill
ORDER BY md5(m.text_hash || m.start_char), p.posting_key
LIMIT $top::INTEGER;
