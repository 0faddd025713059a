-- question:  How many vacancies does one reach with how many tools, and with which?
-- grain:     one row per population, level and position
-- columns:   population         population
--            satisfied          part of its musts that a vacancy wants met: 1 all, 0.8 four of five
--            position           number of tools known, from 1
--            skill_id           tool that comes in at this position
--            name               as shown to people
--            vacancies_open     vacancies open to a person with the tools up to this position
--            n                  vacancies that make at least one named tool a must
--            share              vacancies_open / n, 0..1
--            lo                 lower end of the 95 % interval, clustered by employer
--            hi                 upper end
--            employers          employers behind n
--            gain               vacancies that this tool opened
--            vacancies_free     vacancies left out because they make no named tool a must
--            suppressed_reason  why the share should not be published; null when it may
-- depends:   macros.suppression, meta.threshold, core.population, core.vacancy, core.place,
--            core.posting, core.requirement, core.requirement_skill, core.skill
-- filled:    by coverage.write_coverage: the tool that opens most, twenty times over
-- caveat:    A must is a requirement worded as required that only named tools can meet; "AWS or GCP" is one must.
--            Concepts such as communication are taken as known. Greedy: a pair that opens much together and nothing
--            alone comes late, so that another set of the same size may reach more. Over 50,000 vacancies a fixed
--            sample of that many is looked into.
CREATE TABLE marts.coverage_curve (
  population VARCHAR, satisfied DOUBLE, position INTEGER, skill_id VARCHAR, name VARCHAR, vacancies_open BIGINT,
  n BIGINT, share DOUBLE, lo DOUBLE, hi DOUBLE, employers BIGINT, gain BIGINT, vacancies_free BIGINT,
  suppressed_reason VARCHAR
);
