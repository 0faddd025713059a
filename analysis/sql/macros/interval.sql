-- question:  Between which values does the true share lie, when vacancies of one employer resemble each other?
-- grain:     one number per call; null when n is 0 or there are fewer than two employers
-- params:    k          vacancies that ask for it
--            n          vacancies read
--            deff       design effect, at least 1; 1 treats vacancies as independent
--            employers  number of employers behind n
-- caveat:    Wilson interval on n / deff with the 97.5 % quantile of Student's t at employers - 1 degrees of freedom
--            (Korn and Graubard's effective sample size; Wilson 1927). Beyond 1000 degrees of freedom the quantile is
--            the
--            expansion of Abramowitz and Stegun 26.7.5, right to eight digits there.
-- depends:   core.t_quantile
CREATE OR REPLACE MACRO t_quantile_975(degrees) AS
  CASE
    WHEN degrees < 1 THEN NULL
    WHEN degrees <= 1000 THEN (SELECT q.t FROM core.t_quantile AS q WHERE q.dof = degrees)
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
