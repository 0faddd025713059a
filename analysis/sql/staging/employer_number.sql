-- question:  Under which small number is each employer counted?
-- grain:     one row per employer
-- columns:   employer_id  employer
--            e            number, from 1; it stays what it is when others come
-- depends:   core.employer
-- filled:    by employers.write_employer_numbers, which numbers those that have none
-- delta:     filled
-- caveat:    The numbers are in no order: those of an addition are not those of a rebuild.
CREATE TABLE staging.employer_number (employer_id VARCHAR, e INTEGER);
