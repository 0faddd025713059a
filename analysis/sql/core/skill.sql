-- question:  Which skills does the reader know?
-- grain:     one row per skill
-- columns:   skill_id       taxonomy id
--            name           as shown to people
--            section        guide section
--            section_title  title of the section
--            section_order  its place in the guide, from 1
--            kind           language, framework, library, platform, service, concept, practice
--            catalogue      tool or concept, as the evaluation counts it
--            parents        ids that a roll-up may credit; never counted as mentions
--            status         active, emerging, deprecated or renamed
-- params:    $skill_file
CREATE TABLE core.skill AS
SELECT id AS skill_id, name, section, section_title, section_order, kind, catalogue,
  coalesce(parents, []) AS parents, status
FROM read_json($skill_file, format = 'newline_delimited', columns = {
  id: 'VARCHAR', name: 'VARCHAR', section: 'VARCHAR', section_title: 'VARCHAR', section_order: 'INTEGER',
  kind: 'VARCHAR', catalogue: 'VARCHAR', parents: 'VARCHAR[]', status: 'VARCHAR'
})
ORDER BY section_order, section, skill_id;
