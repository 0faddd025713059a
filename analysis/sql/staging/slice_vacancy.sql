-- question:  Into which slices does each counted vacancy fall?
-- grain:     one row per slice and counted vacancy
-- columns:   v  number of the vacancy
--            e  number of the employer
--            p  number of the population
--            c  number of the slice
-- depends:   staging.market, staging.member, staging.slice_number
CREATE TABLE staging.slice_vacancy AS
WITH valued AS (
  SELECT v, unnest([
    {dimension: 'role', value: role}, {dimension: 'seniority', value: seniority},
    {dimension: 'country', value: country}, {dimension: 'remote', value: remote},
    {dimension: 'employer_size', value: employer_size}, {dimension: 'source', value: source}], recursive := true)
  FROM staging.market
)
SELECT m.v, m.e, m.p, s.c
FROM valued AS k
JOIN staging.member AS m USING (v)
JOIN staging.slice_number AS s ON s.p = m.p AND s.dimension = k.dimension AND s.value = k.value;
