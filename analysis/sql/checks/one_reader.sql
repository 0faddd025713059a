-- check:     All texts were read by one version of taxonomy and reader; numbers of two versions are not comparable.
-- question:  Which versions are mixed?
SELECT taxonomy_version, matcher_version, count(*) AS texts
FROM raw.attributes
WHERE (SELECT count(DISTINCT taxonomy_version || '|' || matcher_version) FROM raw.attributes) > 1
GROUP BY taxonomy_version, matcher_version
ORDER BY ALL;
