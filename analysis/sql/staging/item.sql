-- question:  Under which small number is each skill, family, section, set and claim counted?
-- grain:     one row per kind of item and item
-- columns:   i     number, from 1; that of a skill is its number in staging.skill_number, then sets of skills,
--                  then differences of sets
--            kind  skill; framework, cloud or section; guide; left or right, the sides of a claim; or difference
--            item  skill_id; 'any' for a family, or section; section and item of the guide; or claim
-- depends:   staging.skill_number, core.skill, core.family, core.guide_item, core.guide_claim
CREATE TABLE staging.item AS
WITH other AS (
  SELECT DISTINCT family AS kind, 'any' AS item FROM core.family
  UNION ALL
  SELECT DISTINCT 'section', section FROM core.skill
  UNION ALL
  SELECT 'guide', section || '/' || item FROM core.guide_item
  UNION ALL
  SELECT unnest(['left', 'right', 'difference']), claim FROM core.guide_claim
)
SELECT s AS i, 'skill' AS kind, skill_id AS item FROM staging.skill_number
UNION ALL
SELECT (
    (SELECT coalesce(max(s), 0) FROM staging.skill_number)
    + row_number() OVER (ORDER BY kind = 'difference', kind, item)
  )::SMALLINT, kind, item
FROM other;
