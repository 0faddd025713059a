-- question:  Which skills are deep-learning frameworks, and which are clouds?
-- grain:     one row per family and skill
-- columns:   family    framework or cloud
--            skill_id  taxonomy id
-- params:    $families_csv
-- depends:   core.skill
-- caveat:    Only alternatives to each other stand here: single cloud services and libraries on top of a framework do
--            not.
CREATE TABLE core.family AS
SELECT family, skill_id
FROM read_csv($families_csv, header = true, columns = {family: 'VARCHAR', skill_id: 'VARCHAR'})
SEMI JOIN core.skill USING (skill_id)
ORDER BY family, skill_id;
