"""What a skill adds to pay, against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.sparse import csr_array

from skilldemand.analysis.columns import asked_matrix
from skilldemand.analysis.pay import MIN_LEVEL, controls, raw_effects, skill_effects

SIZE, EMPLOYERS = 900, 80


def market(seed: int = 5) -> tuple[dict[str, np.ndarray], np.ndarray, list[np.ndarray], csr_array]:
    rng = np.random.default_rng(seed)
    columns = {
        "employer": rng.integers(0, EMPLOYERS, SIZE),
        "role": rng.choice(3, SIZE, p=[0.6, 0.39, 0.01]),
        "place": rng.choice(2, SIZE),
        "skills": rng.normal(3, 1, SIZE),
    }
    asked = [rng.random(SIZE) < 0.2 + 0.4 * (columns["role"] == 1) for _ in range(3)]
    habit = rng.normal(0, 0.2, EMPLOYERS)[columns["employer"]]
    pay = 11 + 0.3 * (columns["role"] == 1) + 0.1 * asked[0] + 0.05 * columns["skills"] + habit
    rows = np.concatenate([np.flatnonzero(column) for column in asked])
    matrix = asked_matrix(rows, np.repeat([0, 1, 2], [column.sum() for column in asked]), (SIZE, 3))
    return columns, pay + rng.normal(0, 0.1, SIZE), asked, matrix


def reference(pay: np.ndarray, design: np.ndarray, employer: np.ndarray) -> tuple[float, float]:
    fitted = sm.OLS(pay, design).fit(cov_type="cluster", cov_kwds={"groups": employer})
    return fitted.params[-1], fitted.bse[-1]


def test_raw_and_adjusted_are_those_of_least_squares_with_clustered_errors() -> None:
    columns, pay, asked, matrix = market()
    raw = raw_effects(pay, columns["employer"], matrix)
    design = controls([columns["role"], columns["place"]], [columns["skills"]])
    adjusted = skill_effects(pay, columns["employer"], matrix, design)
    for number, column in enumerate(asked):
        simple = np.column_stack([np.ones(SIZE), column])
        full = np.column_stack([design.toarray(), column])
        for effects, matrix in ((raw, simple), (adjusted, full)):
            slope, error = reference(pay, matrix.astype(float), columns["employer"])
            assert effects.coefficient[number] == pytest.approx(slope, rel=1e-8)
            assert effects.error[number] == pytest.approx(error, rel=1e-6)


def test_what_the_role_pays_is_not_the_skills_doing() -> None:
    columns, pay, _, matrix = market()
    raw = raw_effects(pay, columns["employer"], matrix)
    adjusted = skill_effects(pay, columns["employer"], matrix, controls([columns["role"]], [columns["skills"]]))
    assert raw.coefficient[1] > 0.08
    assert abs(adjusted.coefficient[1]) < 2.5 * adjusted.error[1] < 0.06


def test_rare_levels_share_the_reference() -> None:
    columns, *_ = market()
    assert (columns["role"] == 2).sum() < MIN_LEVEL
    assert controls([columns["role"]], []).shape == (SIZE, 2)


def test_a_skill_that_is_one_of_the_controls_has_no_effect_of_its_own() -> None:
    columns, pay, _, _ = market()
    rows = np.flatnonzero(columns["place"] == 1)
    matrix = asked_matrix(rows, np.zeros(len(rows), dtype=int), (SIZE, 1))
    effects = skill_effects(pay, columns["employer"], matrix, controls([columns["place"]], []))
    assert np.isnan(effects.coefficient[0])
