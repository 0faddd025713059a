-- question:  Which pairs of skills are counted?
-- grain:     one row per pair of skills that are, may soon be or once were both among the most asked of some population
-- columns:   a  number of the one skill, the lower
--            b  number of the other
-- depends:   staging.shown_skill
-- filled:    by pairs.write_pairs, when staging.pair_sum stands
-- delta:     filled
CREATE TABLE staging.pair (a SMALLINT, b SMALLINT);
