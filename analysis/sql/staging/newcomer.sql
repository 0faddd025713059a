-- question:  Which skills came up after the first month of the data, and how do they lie with the employers since?
-- grain:     one row per population and skill that came up, see marts.skill_emergence
-- columns:   population       population
--            s                number of the skill
--            month            month in which it came up, as 12 * year + month - 1
--            k_before         vacancies opened before that month that ask for it
--            n_before         vacancies opened before that month
--            k_after          vacancies opened after that month that ask for it
--            n_after          vacancies opened after that month
--            employers_after  employers behind k_after
--            employers        employers behind n_after
--            kk               sum over employers of the square of their k_after
--            kn               sum over employers of their k_after times their n_after
--            nn               sum over employers of the square of their n_after
-- depends:   staging.trend_vacancy, staging.market, staging.market_skill, staging.skill_number, core.population,
--            meta.threshold
-- filled:    by skill_trend.write_trends, when marts.skill_trend stands
-- delta:     filled
CREATE TABLE staging.newcomer (
  population VARCHAR, s SMALLINT, month INTEGER, k_before BIGINT, n_before BIGINT, k_after BIGINT, n_after BIGINT,
  employers_after BIGINT, employers BIGINT, kk BIGINT, kn BIGINT, nn BIGINT
);
