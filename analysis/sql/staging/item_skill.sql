-- question:  Any of which skills will do for each family, section, item of the guide and side of a claim?
-- grain:     one row per set and skill
-- columns:   i     number of the set in staging.item
--            s     number of the skill
-- depends:   core.skill, core.family, core.guide_item, core.guide_claim, staging.item, staging.skill_number
CREATE TABLE staging.item_skill AS
WITH member AS (
  SELECT family AS kind, 'any' AS item, skill_id FROM core.family
  UNION ALL
  SELECT 'section', section, skill_id FROM core.skill
  UNION ALL
  SELECT 'guide', section || '/' || item, unnest(skill_ids) FROM core.guide_item
  UNION ALL
  SELECT 'left', claim, unnest(left_ids) FROM core.guide_claim
  UNION ALL
  SELECT 'right', claim, unnest(right_ids) FROM core.guide_claim
)
SELECT i.i, n.s
FROM member
JOIN staging.item AS i USING (kind, item)
JOIN staging.skill_number AS n USING (skill_id);
