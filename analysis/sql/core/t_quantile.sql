-- question:  How wide must a 95 % interval be when it rests on few employers?
-- grain:     one row per degrees of freedom, 1 to 1000
-- columns:   dof  degrees of freedom: employers - 1
--            t    97.5 % quantile of Student's t
-- filled:    by estimate.t_quantile: Newton's method on the incomplete beta function, from the expansion of Abramowitz
--            and Stegun 26.7.5
CREATE TABLE core.t_quantile (dof INTEGER, t DOUBLE);
