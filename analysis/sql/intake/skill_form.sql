-- question:  Which skills do not fit the record that this release reads?
-- grain:     one row per misfit, the first twenty
-- columns:   file      always skills.jsonl
--            field     field that does not fit, after the skill's id
--            value     what stands there
--            expected  what should stand there
SELECT 'skills.jsonl' AS file, coalesce(skill_id, 'id') || ': ' || field AS field, value, expected
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
