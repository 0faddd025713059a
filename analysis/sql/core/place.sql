-- question:  Where is the work of each vacancy to be done?
-- grain:     one row per vacancy and place
-- columns:   vacancy_id  vacancy
--            place       number within the vacancy, from 1
--            country     ISO 3166-1 alpha-2, only where it is stated or certain
--            region      as published: a code or a name
--            city        as published
--            metro       labour market that the city belongs to, see core.metro; null for other cities
-- depends:   raw.posting_line, core.posting, core.metro
-- delta:     by vacancy_id
-- reads:     core.posting: posting_key, vacancy_id, text_hash
-- caveat:    The places of all postings of the vacancy. One that names no country, region or city is left out, so that
--            a vacancy without a row states no place.
CREATE TABLE core.place AS
WITH named AS (
  SELECT DISTINCT p.vacancy_id, unnest(l.places, recursive := true)
  FROM raw.posting_line AS l
  JOIN core.posting AS p ON p.posting_key = l.posting_key AND p.text_hash = l.content_hash
  WHERE len(l.places) > 0
)
SELECT
  n.vacancy_id, row_number() OVER (
    PARTITION BY n.vacancy_id ORDER BY n.country NULLS LAST, n.region NULLS LAST, n.city NULLS LAST)::INTEGER AS place,
  n.country, n.region, n.city, m.metro
FROM (SELECT DISTINCT vacancy_id, country, region, city FROM named) AS n
LEFT JOIN core.metro AS m ON m.country = n.country AND m.city = lower(n.city)
WHERE coalesce(n.country, n.region, n.city) IS NOT NULL
ORDER BY n.vacancy_id, place;
