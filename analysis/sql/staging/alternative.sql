-- question:  Which skills does a vacancy take one for the other?
-- grain:     one row per counted vacancy and pair of alternatives, both ways round
-- columns:   v      number of the vacancy
--            e      number of its employer
--            s      number of the one skill
--            other  number of the other
-- depends:   core.requirement, staging.market, staging.skill_number, staging.touched_employer
-- delta:     replaced by e
CREATE TABLE staging.alternative AS
WITH offered AS (
  SELECT r.vacancy_id, r.requirement, unnest(r.alternatives) AS skill_id
  FROM core.requirement AS r
  WHERE r.any_of
),
member AS (
  SELECT m.v, m.e, o.requirement, n.s
  FROM offered AS o
  JOIN staging.market AS m USING (vacancy_id)
  JOIN staging.skill_number AS n USING (skill_id)
)
SELECT DISTINCT a.v, a.e, a.s, b.s AS other
FROM member AS a
JOIN member AS b ON a.v = b.v AND a.requirement = b.requirement AND a.s <> b.s;
