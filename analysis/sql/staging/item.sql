-- question:  Under which small number is each skill, family and section counted?
-- grain:     one row per kind of item and item
-- columns:   i     number, from 1; that of a skill is its number in staging.skill_number
--            kind  skill, framework, cloud or section
--            item  skill_id, 'any' for a family, or section
-- depends:   staging.skill_number, core.skill, core.family
CREATE TABLE staging.item AS
WITH other AS (
  SELECT DISTINCT family AS kind, 'any' AS item FROM core.family
  UNION ALL
  SELECT DISTINCT 'section', section FROM core.skill
)
SELECT s AS i, 'skill' AS kind, skill_id AS item FROM staging.skill_number
UNION ALL
SELECT ((SELECT coalesce(max(s), 0) FROM staging.skill_number) + row_number() OVER (ORDER BY kind, item))::SMALLINT,
  kind, item
FROM other;
