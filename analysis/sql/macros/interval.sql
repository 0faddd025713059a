-- question:  Between which values does the true share lie, when vacancies of one employer resemble each other?
-- grain:     one number or pair per call; null when n is 0 or there are fewer than two employers
-- params:    k          vacancies that ask for it
--            n          vacancies read
--            deff       design effect, at least 1; 1 treats vacancies as independent
--            employers  number of employers behind n
--            kk, kn, nn  sums over employers of k * k, k * n and n * n
-- caveat:    Wilson interval on n / deff with the 97.5 % quantile of Student's t at employers - 1 degrees of freedom
--            (Korn and Graubard's effective sample size; Wilson 1927). Beyond 1000 degrees of freedom the quantile is
--            the expansion of Abramowitz and Stegun 26.7.5, right to eight digits there. neff_ci(k, n) is an aggregate
--            over rows of one employer each: SELECT neff_ci(k, n) FROM (SELECT employer_id, count(*) FILTER (...) AS k,
--            count(*) AS n ... GROUP BY employer_id).
-- depends:   core.t_quantile
CREATE OR REPLACE MACRO t_quantile_975(degrees) AS
  CASE
    WHEN degrees < 1 THEN NULL
    WHEN degrees <= 1000 THEN t_quantiles()[degrees::INTEGER]
    ELSE 1.959963984540054::DOUBLE + 2.372271230298562::DOUBLE / degrees
      + 2.8224986157396112::DOUBLE / (degrees * degrees)
  END;

CREATE OR REPLACE MACRO wilson_lo(p, n, t) AS
  greatest(0.0, (p + t * t / (2 * n) - t * sqrt(p * (1 - p) / n + t * t / (4 * n * n))) / (1 + t * t / n));

CREATE OR REPLACE MACRO wilson_hi(p, n, t) AS
  least(1.0, (p + t * t / (2 * n) + t * sqrt(p * (1 - p) / n + t * t / (4 * n * n))) / (1 + t * t / n));

CREATE OR REPLACE MACRO share_lo(k, n, deff, employers) AS
  CASE
    WHEN employers < 2 OR n = 0 THEN NULL
    WHEN k = 0 THEN 0.0
    ELSE least(k / n, wilson_lo(k / nullif(n, 0), n / nullif(deff, 0), t_quantile_975(employers - 1)))
  END;

CREATE OR REPLACE MACRO share_hi(k, n, deff, employers) AS
  CASE
    WHEN employers < 2 OR n = 0 THEN NULL
    WHEN k = n THEN 1.0
    ELSE greatest(k / n, wilson_hi(k / nullif(n, 0), n / nullif(deff, 0), t_quantile_975(employers - 1)))
  END;

CREATE OR REPLACE MACRO share_ci(k, n, deff, employers) AS
  {lo: share_lo(k, n, deff, employers), hi: share_hi(k, n, deff, employers)};

CREATE OR REPLACE MACRO share_variance(k, n, employers, kk, kn, nn) AS
  employers / nullif(employers - 1, 0) * greatest(0, kk - 2 * (k / nullif(n, 0)) * kn
    + (k / nullif(n, 0)) * (k / nullif(n, 0)) * nn) / nullif(n * n, 0);

CREATE OR REPLACE MACRO design_effect(k, n, employers, kk, kn, nn) AS
  CASE WHEN employers >= 2 THEN greatest(1.0, coalesce(
    share_variance(k, n, employers, kk, kn, nn) / nullif(k / nullif(n, 0) * (1 - k / nullif(n, 0)) / n, 0), 1.0)) END;

CREATE OR REPLACE MACRO neff(n, deff) AS n / nullif(deff, 0);

CREATE OR REPLACE MACRO neff_ci(k, n) AS {
  share: sum(k) / nullif(sum(n), 0),
  lo: share_lo(sum(k), sum(n), design_effect(sum(k), sum(n), count(*), sum(k * k), sum(k * n), sum(n * n)), count(*)),
  hi: share_hi(sum(k), sum(n), design_effect(sum(k), sum(n), count(*), sum(k * k), sum(k * n), sum(n * n)), count(*)),
  deff: design_effect(sum(k), sum(n), count(*), sum(k * k), sum(k * n), sum(n * n)),
  employers: count(*)};
