-- question:  Which items does the guide to the profession name, and which skills are they?
-- grain:     one row per guide section and item
-- columns:   section        section of the guide
--            section_title  as shown to people
--            section_order  its place in the guide, from 1
--            bonus          true for the sections that the guide calls a bonus
--            item           item
--            title          as shown to people
--            place          place in the section, from 1
--            skill_ids      skills that the item means; any of them will do
-- params:    $guide_items_csv
-- depends:   core.skill
-- caveat:    Skills that the taxonomy of this warehouse does not know are left out; an item without any stays, empty.
CREATE TABLE core.guide_item AS
WITH item AS (
  SELECT *, row_number() OVER () AS line
  FROM read_csv($guide_items_csv, header = true, parallel = false, columns = {section: 'VARCHAR',
    section_title: 'VARCHAR', section_order: 'INTEGER', bonus: 'BOOLEAN', item: 'VARCHAR', title: 'VARCHAR',
    skills: 'VARCHAR'})
),
known AS (
  SELECT section, item, list(skill_id ORDER BY skill_id) AS skill_ids
  FROM (SELECT section, item, unnest(string_split(skills, ';')) AS skill_id FROM item)
  SEMI JOIN core.skill USING (skill_id)
  GROUP BY section, item
)
SELECT i.section, i.section_title, i.section_order, i.bonus, i.item, i.title,
  row_number() OVER (PARTITION BY i.section ORDER BY i.line)::INTEGER AS place, coalesce(k.skill_ids, []) AS skill_ids
FROM item AS i
LEFT JOIN known AS k USING (section, item)
ORDER BY i.section_order, place;
