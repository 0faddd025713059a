-- question:  What would the share of a skill be if the reader made no mistakes?
-- grain:     one row per population and skill whose share is published
-- columns:   population         population
--            skill_id           taxonomy id
--            share              share as read, 0..1
--            corrected_share    share * precision / recall, 0..1; null with suppressed_reason
--            corrected_lo       lower end of its 95 % interval
--            corrected_hi       upper end
--            name               as shown to people
--            k                  vacancies that ask for it as read
--            n                  vacancies read
--            employers          employers behind n
--            n_gold             labelled postings that ask for it
--            suppressed_reason  why there is no corrected share; null when there is one
-- depends:   marts.skill_demand, marts.reader_quality
-- caveat:    The estimator of Rogan and Gladen 1978, with the rate of false alarms written through precision: right as
--            far as precision and recall here are what they were on the labelled postings. The interval joins the
--            uncertainty of the share with that of precision and recall on the logarithmic scale (delta method), a
--            right and a wrong half posting added to each so that a perfect score on few postings is not taken for
--            certainty. At least 20 labelled postings that ask for the skill.
CREATE TABLE marts.skill_corrected AS
WITH read AS (SELECT * FROM marts.skill_demand WHERE suppressed_reason IS NULL),
measured AS (
  SELECT *, (tp + 0.5) / (tp + fp + 1) AS p, (tp + 0.5) / (tp + fn + 1) AS r, tp + fp + 1 AS n_found,
    tp + fn + 1 AS n_asked
  FROM marts.reader_quality
),
joined AS (
  SELECT d.population, d.skill_id, d.name, d.k, d.n, d.employers, d.share, coalesce(q.n_gold, 0) AS n_gold,
    d.share * q.precision / nullif(q.recall, 0) AS corrected,
    sqrt(pow((ln(d.hi) - ln(d.lo)) / (2 * 1.959963984540054), 2) + (1 - q.p) / (q.p * q.n_found)
      + (1 - q.r) / (q.r * q.n_asked)) AS deviation,
    CASE
      WHEN (SELECT count(*) FROM marts.reader_quality) = 0 THEN 'the reader came without measured precision and recall'
      WHEN coalesce(q.n_gold, 0) < 20
        THEN printf('fewer than 20 labelled postings ask for it (%d)', coalesce(q.n_gold, 0))
    END AS suppressed_reason
  FROM read AS d
  LEFT JOIN measured AS q USING (skill_id)
)
SELECT
  population, skill_id, share, CASE WHEN suppressed_reason IS NULL THEN least(1.0, corrected) END AS corrected_share,
  CASE WHEN suppressed_reason IS NULL THEN least(1.0, corrected * exp(-1.959963984540054 * deviation)) END
    AS corrected_lo,
  CASE WHEN suppressed_reason IS NULL THEN least(1.0, corrected * exp(1.959963984540054 * deviation)) END
    AS corrected_hi,
  name, k, n, employers, n_gold, suppressed_reason
FROM joined
ORDER BY population, k DESC, skill_id;
