-- question:  Which roles do the vacancies advertise?
-- grain:     one row per role
-- columns:   role          role; 'not read' where the text was not read
--            vacancies     openings in the period
--            share_of_all  vacancies / all vacancies in the period, 0..1
-- depends:   core.vacancy
CREATE TABLE marts.role_mix AS
SELECT
  CASE WHEN text_read THEN coalesce(role, 'other') ELSE 'not read' END AS role, count(*) AS vacancies,
  count(*) / nullif(sum(count(*)) OVER (), 0) AS share_of_all
FROM core.vacancy
WHERE in_window
GROUP BY ALL
ORDER BY vacancies DESC, role;
