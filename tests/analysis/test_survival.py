"""The curve of lifetimes against statsmodels, and against lifetimes that are known."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from skilldemand.analysis.survival import curve, median


def lives(size: int = 800, mean: float = 60, seed: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lives that begin evenly over 300 days, watched in the last 120 of them; times in half days."""
    rng = np.random.default_rng(seed)
    born, life = rng.integers(0, 600, size), np.maximum(1, rng.exponential(2 * mean, size)).astype(np.int64)
    entry, end = np.maximum(0, 360 - born), 600 - born
    seen = np.minimum(life, end) > entry
    return entry[seen], np.minimum(life, end)[seen], (life <= end)[seen]


def test_curve_median_and_interval_are_those_of_statsmodels() -> None:
    entry, time, closed = lives()
    reference = SurvfuncRight(time, closed.astype(int), entry=entry)
    found = curve(entry, time, closed)
    times = reference.surv_times.astype(int)
    assert found.standing[times] == pytest.approx(reference.surv_prob, abs=1e-12)
    assert np.sqrt(found.variance[times]) * found.standing[times] == pytest.approx(reference.surv_prob_se, abs=1e-12)
    made = median(entry, time, closed)
    lo, hi = reference.quantile_ci(0.5)
    assert (made.value, made.lo, made.hi) == (reference.quantile(0.5), lo, hi)


def test_the_median_is_near_the_truth_where_the_mean_of_the_closed_is_far_off() -> None:
    entry, time, closed = lives(6000)
    assert median(entry, time, closed).value / 2 == pytest.approx(60 * np.log(2), rel=0.1)
    assert time[closed & (entry == 0)].mean() / 2 < 40


def test_employers_that_close_everything_at_once_widen_the_interval() -> None:
    rng = np.random.default_rng(4)
    life = np.maximum(1, rng.exponential(60, 60)).astype(np.int64)
    time = np.repeat(life, 10)
    entry, closed = np.zeros(600, dtype=np.int64), np.ones(600, dtype=bool)
    alone, together = median(entry, time, closed), median(entry, time, closed, np.arange(0, 600, 10))
    assert together.deff == pytest.approx(10, rel=0.1)
    assert together.hi - together.lo > 2 * (alone.hi - alone.lo)


def test_a_curve_that_stays_above_one_half_has_no_median() -> None:
    entry, time = np.zeros(10, dtype=np.int64), np.full(10, 5)
    assert np.isnan(median(entry, time, np.arange(10) < 4).value)
    assert median(entry, time, np.arange(10) < 5).value == 5
