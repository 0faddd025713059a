-- question:  Which sets of skills does the guide speak of?
-- grain:     one row per set and skill
-- columns:   kind     item, left or right (of a claim)
--            section  section of the guide
--            item     item or claim
--            g        number of the set
--            s        number of the skill
-- depends:   core.guide_item, core.guide_claim, staging.skill_number
CREATE TABLE staging.guide_set AS
WITH set_skill AS (
  SELECT 'item' AS kind, section, item, unnest(skill_ids) AS skill_id FROM core.guide_item
  UNION ALL
  SELECT 'left', section, claim, unnest(left_ids) FROM core.guide_claim
  UNION ALL
  SELECT 'right', section, claim, unnest(right_ids) FROM core.guide_claim
)
SELECT k.kind, k.section, k.item, dense_rank() OVER (ORDER BY k.kind, k.section, k.item)::SMALLINT AS g, n.s
FROM set_skill AS k
JOIN staging.skill_number AS n USING (skill_id)
ORDER BY g, n.s;
