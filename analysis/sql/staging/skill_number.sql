-- question:  Under which small number is each skill counted?
-- grain:     one row per skill
-- columns:   s         number, from 1
--            skill_id  skill
--            name      as shown to people
-- depends:   core.skill
CREATE TABLE staging.skill_number AS
SELECT row_number() OVER (ORDER BY skill_id)::SMALLINT AS s, skill_id, name FROM core.skill ORDER BY skill_id;
