-- question:  How much more often do two things stand together than they would by chance?
-- grain:     one number per call; null when a count that it divides by is 0
-- params:    k_ab   vacancies with both
--            k_a    vacancies with a
--            k_b    vacancies with b
--            n      vacancies read
--            k, other_k, prior_k     vacancies with the word in the group, in the others, and in all of them together
--            n, other_n, prior_n     vacancies of the group, of the others, and the weight of the prior
-- caveat:    npmi is ln(lift) / -ln(k_ab / n) after Bouma 2009: -1 never together, 0 as by chance, 1 never apart.
--            log_odds and its z are those of Monroe, Colaresi and Quinn 2008 with an informative prior, one count a
--            vacancy: a shift of 0 means that the group asks for it as often as the others.
CREATE OR REPLACE MACRO lift(k_ab, k_a, k_b, n) AS (k_ab / nullif(k_a, 0)) * (n / nullif(k_b, 0));

CREATE OR REPLACE MACRO npmi(k_ab, k_a, k_b, n) AS
  CASE
    WHEN k_a = 0 OR k_b = 0 OR n = 0 THEN NULL
    WHEN k_ab = 0 THEN -1.0
    WHEN k_ab = n THEN 1.0
    ELSE ln(lift(k_ab, k_a, k_b, n)) / -ln(k_ab / nullif(n, 0))
  END;

CREATE OR REPLACE MACRO log_odds(k, n, other_k, other_n, prior_k, prior_n) AS
  ln((k + prior_k) / nullif(n + prior_n - k - prior_k, 0))
  - ln((other_k + prior_k) / nullif(other_n + prior_n - other_k - prior_k, 0));

CREATE OR REPLACE MACRO log_odds_z(k, n, other_k, other_n, prior_k, prior_n) AS
  log_odds(k, n, other_k, other_n, prior_k, prior_n)
  / nullif(sqrt(1 / nullif(k + prior_k, 0) + 1 / nullif(other_k + prior_k, 0)), 0);
