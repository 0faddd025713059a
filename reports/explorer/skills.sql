-- question:  Which skills can be ranked and ticked, in the order of their numbers?
-- grain:     one row per skill
-- columns:   skill, skill_id, name, section, kind, tool (has a name of its own)
SELECT k.skill, s.skill_id, s.name, s.section, s.kind, s.catalogue = 'tool' AS tool
FROM explorer_skill AS k
JOIN core.skill AS s USING (skill_id)
ORDER BY k.skill;
