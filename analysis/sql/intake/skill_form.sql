-- question:  Which skills do not fit the record that this release reads?
-- grain:     one row per misfit, the first twenty
-- columns:   file      always skills.jsonl
--            field     field that does not fit, after the skill's id
--            value     what stands there
--            expected  what should stand there
-- caveat:    A skill is counted under a number of 12 bits, so that there cannot be more.
SELECT 'skills.jsonl' AS file, 'number of skills' AS field, count(*)::VARCHAR AS value, 'at most 4095' AS expected
FROM core.skill
HAVING count(*) > 4095
UNION ALL
SELECT 'skills.jsonl', coalesce(skill_id, 'id') || ': ' || field, value, expected
FROM (
  SELECT skill_id, unnest([
    {field: 'id', value: skill_id, expected: 'a text', fits: skill_id IS NOT NULL},
    {field: 'name', value: name, expected: 'a text', fits: name IS NOT NULL},
    {field: 'section', value: section, expected: 'a text', fits: section IS NOT NULL},
    {field: 'section_title', value: section_title, expected: 'a text', fits: section_title IS NOT NULL},
    {field: 'section_order', value: section_order::VARCHAR, expected: 'an integer', fits: section_order IS NOT NULL}
  ], recursive := true)
  FROM core.skill
)
WHERE NOT fits
ORDER BY ALL
LIMIT 20;
