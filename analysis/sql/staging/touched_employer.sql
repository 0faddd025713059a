-- question:  Whose counted vacancies, or what is known of them, changed in this addition?
-- grain:     one row per employer; none in a rebuild
-- columns:   e  number of the employer
-- depends:   staging.employer_number, core.employer, core.vacancy, core.vacancy_skill, core.requirement, core.place,
--            core.posting, marts.source_quality
-- delta:     touched e
-- reads:     staging.employer_number: ; core.employer: employer_id, name, named; core.vacancy: vacancy_id, employer_id,
--            role, seniority, workplace, opened_on, counted; core.vacancy_skill: vacancy_id, skill_id, strength, sole;
--            core.requirement: vacancy_id, any_of, alternatives
CREATE TABLE staging.touched_employer (e INTEGER);
