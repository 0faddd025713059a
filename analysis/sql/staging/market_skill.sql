-- question:  Which skills does each counted vacancy ask for, in a form that is counted fast?
-- grain:     one row per counted vacancy and skill, those of one vacancy next to each other
-- columns:   v         number of the vacancy
--            e         number of its employer
--            s         number of the skill
--            strength  strongest wording: 1 required, 2 preferred, 3 duty
--            sole      true when some requirement can be met by this skill only
-- depends:   staging.market, staging.skill_number, staging.touched_employer, core.vacancy_skill
-- delta:     replaced by e
CREATE TABLE staging.market_skill AS
SELECT m.v, m.e, n.s, list_position(['required', 'preferred', 'duty'], k.strength)::TINYINT AS strength, k.sole
FROM core.vacancy_skill AS k
JOIN staging.market AS m USING (vacancy_id)
JOIN staging.skill_number AS n USING (skill_id)
ORDER BY m.v, n.s;
