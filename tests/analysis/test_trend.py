"""Slopes, errors and tests against statsmodels, and the mix-shift split against its own sum."""

import numpy as np
import pytest
import statsmodels.api as sm

from skilldemand.analysis.columns import asked_matrix, owners
from skilldemand.analysis.skill_trend import _panel, _pool_small, _window
from skilldemand.analysis.trend import Series, fit_slopes, mix_split

EMPLOYERS, SOURCES, MONTHS = 120, 4, 12
YEARS = (np.arange(MONTHS) - 5.5) / 12


def market(*slopes: float, vacancies: int = 2500, seed: int = 3) -> tuple[Series, list[np.ndarray]]:
    """Vacancies of employers that differ, with one skill for each slope (logits a year)."""
    rng = np.random.default_rng(seed)
    employer = rng.integers(0, EMPLOYERS, vacancies)
    source, month = employer % SOURCES, rng.integers(0, MONTHS, vacancies)
    habit = rng.normal(0, 0.8, EMPLOYERS)[employer] + 0.3 * source - 1
    asked = [rng.random(vacancies) < 1 / (1 + np.exp(-habit - slope * YEARS[month])) for slope in slopes]
    rows = np.concatenate([np.flatnonzero(column) for column in asked])
    skills = np.repeat(np.arange(len(asked)), [column.sum() for column in asked])
    return Series(source, month, employer, YEARS, asked_matrix(rows, skills, (vacancies, len(asked)))), asked


def test_slopes_and_errors_are_those_of_a_clustered_binomial_glm() -> None:
    series, asked = market(0.0, 0.9, -0.5)
    slopes = fit_slopes(series)
    design = np.column_stack([np.eye(SOURCES)[series.source], YEARS[series.month]])
    for number, column in enumerate(asked):
        model = sm.GLM(column.astype(float), design, family=sm.families.Binomial())
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": series.employer, "use_correction": False})
        error = fitted.bse[-1] * np.sqrt(EMPLOYERS / (EMPLOYERS - 1))
        assert slopes.slope[number] == pytest.approx(fitted.params[-1], rel=1e-6)
        assert slopes.error[number] == pytest.approx(error, rel=1e-6)


def test_the_score_test_agrees_with_wald_where_both_hold() -> None:
    slopes = fit_slopes(market(0.0, 0.9, -0.5, vacancies=9000)[0])
    assert slopes.statistic == pytest.approx(slopes.slope / slopes.error, rel=0.1)


def test_a_skill_that_one_source_never_asks_for_is_told_from_the_others() -> None:
    series, asked = market(0.6)
    asked[0][series.source == 2] = False
    matrix = asked_matrix(np.flatnonzero(asked[0]), np.zeros(int(asked[0].sum()), dtype=int), (len(asked[0]), 1))
    whole = fit_slopes(Series(series.source, series.month, series.employer, YEARS, matrix))
    part = fit_slopes(Series(series.source, series.month, series.employer, YEARS, matrix).keep(series.source != 2))
    assert whole.slope == pytest.approx(part.slope, rel=1e-6)


def test_a_skill_of_a_handful_of_vacancies_is_never_beyond_doubt() -> None:
    series, _ = market(0.0)
    late = np.flatnonzero(series.month == MONTHS - 1)
    few = late[np.unique(series.employer[late], return_index=True)[1]][:5]
    matrix = asked_matrix(few, np.zeros(5, dtype=int), (2500, 1))
    rare = Series(series.source, series.month, series.employer, YEARS, matrix)
    assert abs(fit_slopes(rare).statistic[0]) < 3


def test_what_all_or_none_ask_for_has_no_slope() -> None:
    series, _ = market(0.0)
    everybody = np.arange(len(series.month))
    matrix = asked_matrix(everybody, np.zeros(len(everybody), dtype=int), (len(everybody), 2))
    slopes = fit_slopes(Series(series.source, series.month, series.employer, YEARS, matrix))
    assert np.isnan(slopes.slope).all()
    assert np.isnan(slopes.statistic).all()


def test_a_new_source_is_a_change_between_and_not_within() -> None:
    stratum, late = np.array([0] * 10 + [0] * 10 + [1] * 10), np.array([0] * 10 + [1] * 20)
    matrix = asked_matrix(np.array([0, 1, 10, 11, *range(20, 30)]), np.zeros(14, dtype=int), (30, 1))
    within, between = mix_split(stratum, late, matrix)
    assert (within[0], between[0]) == pytest.approx((0, 40))


def test_within_and_between_add_up_to_the_change() -> None:
    series, asked = market(0.8, -0.3)
    late = (series.month >= MONTHS // 2).astype(np.int64)
    within, between = mix_split(series.source, late, series.asked)
    change = [100 * (column[late == 1].mean() - column[late == 0].mean()) for column in asked]
    assert within + between == pytest.approx(change)


def test_the_window_begins_and_ends_with_a_month_of_twenty() -> None:
    month = np.repeat([3, 4, 5, 8, 9], [19, 20, 1, 30, 2])
    assert _window(month) == (4, 8, 2)
    assert _window(np.array([1, 2])) == (0, -1, 0)


def test_small_groups_of_a_role_are_one() -> None:
    source, role = np.array([0] * 100 + [1] * 40 + [2] * 40), np.array([0] * 140 + [1] * 40)
    assert _pool_small(source, role).tolist() == [2] * 100 + [0] * 40 + [1] * 40


def test_the_panel_are_the_employers_of_every_third() -> None:
    series, _ = market(0.0)
    third = np.minimum(series.month * 3 // MONTHS, 2)
    whole = {g for g in range(EMPLOYERS) if set(third[series.employer == g]) == {0, 1, 2}}
    assert set(series.employer[_panel(series)]) == whole


def test_the_employers_of_each_skill_are_counted_once() -> None:
    series, asked = market(0.0, 0.5)
    ordered = series.by_employer()
    counted = owners(ordered.asked, ordered.employer)
    assert counted.tolist() == [len(set(series.employer[column])) for column in asked]
