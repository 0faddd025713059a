-- question:  Which vacancies make up each population: by role, seniority, country, workplace, employer and source?
-- grain:     one row per population, dimension and value
-- columns:   population          population
--            dimension           role, seniority, country, remote, employer_size or source
--            value               value; country: ISO 3166-1 alpha-2; source: access path, import:origin for files
--            label               as shown to people
--            vacancies           vacancies read
--            employers           employers behind them
--            share               vacancies / vacancies of the population, 0..1; the shares of a dimension add up to 1
--            top_employer_share  vacancies of its largest employer / vacancies
--            place               its place in the dimension
--            suppressed_reason   why no share within it is published; null when some are
-- depends:   macros.suppression, meta.threshold, staging.cell, core.slice_label
-- caveat:    What the numbers of a population represent: the composition of this corpus and not of the labour market.
--            employer_size is a band of the number of vacancies that the employer has in this corpus and says nothing
--            about how many people work there. A population of one role is not sliced by role. A vacancy in several
--            countries stands under several.
CREATE TABLE marts.slice AS
WITH single AS (
  SELECT population FROM staging.cell WHERE dimension = 'role' GROUP BY population HAVING count(*) = 1
),
summed AS (
  SELECT population, dimension, value, n AS vacancies, employers, largest
  FROM staging.cell
  WHERE dimension NOT IN ('population', 'month') AND (dimension <> 'role' OR population NOT IN (FROM single))
)
SELECT
  s.population, s.dimension, s.value, coalesce(l.label, replace(s.value, 'import:', '')) AS label, s.vacancies,
  s.employers, s.vacancies / nullif(sum(s.vacancies) OVER (PARTITION BY s.population, s.dimension), 0) AS share,
  s.largest / nullif(s.vacancies, 0) AS top_employer_share,
  row_number() OVER (PARTITION BY s.population, s.dimension ORDER BY l.place NULLS FIRST, s.vacancies DESC, s.value)
    ::INTEGER AS place,
  CASE WHEN s.vacancies < threshold('min_vacancies') OR s.employers < threshold('min_employers')
    THEN suppressed(s.vacancies, s.vacancies, s.employers, 1, 1) END AS suppressed_reason
FROM summed AS s
LEFT JOIN core.slice_label AS l USING (dimension, value)
ORDER BY s.population, s.dimension, place;
