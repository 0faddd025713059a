"""How the share of each skill changes over time: logistic regressions on the month, all skills of a population at once.

For a skill, logit P(asked) = a_source + b * years over the vacancies of a population, so that a source that comes or
goes is no change of the market; a "source" may be any group, and skill_trend.py gives pairs of source and role. The
score of b and of the a's needs the counts of source and month only; the variance of b is the sandwich with one score
an employer. It equals a binomial GLM with cov_type='cluster' and the correction G / (G - 1), which
tests/analysis/test_trend.py holds it to. Whether b differs from 0 is judged by the score test with the same clusters,
because Wald's test takes a skill that a handful of vacancies ask for to be sure. Reference: K.-Y. Liang and S. L.
Zeger, Biometrika 73 (1986) 13; D. D. Boos, The American Statistician 46 (1992) 327.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Floats, Ints, begins, block_sums, counted, employer_blocks, renumber, weighed

STEPS = 40
"""Newton steps at most; the likelihood is concave and five to eight are usual."""
MIN_SOURCE = 100
"""Vacancies that a source needs for an effect of its own; the small ones share one, or their effects are noise."""
_ROWS, _SKILLS, _ENTRIES = 100_000, 64, 400_000
"""Vacancies counted and skills fitted at once, and entries of a table of employers and skills: as the cache holds."""


@dataclass(frozen=True)
class Series:
    """The dated vacancies of a population, one entry a vacancy; `asked` has a column for each skill that is tested.

    `source`, `month` and `employer` are numbers from 0; `years` gives the time of each month in years.
    """

    source: Ints
    month: Ints
    employer: Ints
    years: Floats
    asked: csr_array

    @property
    def cells(self) -> Ints:
        """Number of source and month in one."""
        return self.source * len(self.years) + self.month

    def counts(self) -> tuple[Floats, Floats]:
        """Return k (skills, sources, months) and n (sources, months)."""
        sources, months = int(self.source.max()) + 1, len(self.years)
        size, skills = sources * months, self.asked.shape[1]
        n = np.bincount(self.cells, minlength=size).astype(np.float64)
        k = counted(self.asked, self.cells, size)
        return k.reshape(skills, sources, months).astype(np.float64), n.reshape(sources, months)

    def keep(self, chosen: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Series":
        """Return the series of some of the vacancies."""
        source, employer = renumber(self.source[chosen]), renumber(self.employer[chosen])
        return Series(source, self.month[chosen], employer, self.years, self.asked[chosen])

    def by_employer(self) -> "Series":
        """Return the series with the vacancies of each employer next to each other."""
        if (np.diff(self.employer) >= 0).all():
            return self
        order = np.argsort(self.employer, kind="stable")
        source, month, employer = self.source[order], self.month[order], self.employer[order]
        return Series(source, month, employer, self.years, self.asked[order])


@dataclass(frozen=True)
class Slopes:
    """One entry a skill: logits a year, their standard error, the score statistic that is distributed like Student's t
    where nothing changes, and what a logit is worth in percentage points.

    A skill that all or no vacancies of every source ask for has no slope: NaN.
    """

    slope: Floats
    error: Floats
    statistic: Floats
    points: Floats
    employers: int


def _fit(k: Floats, n: Floats, years: Floats) -> tuple[Floats, Floats]:
    """Return the slopes and the fitted shares (skills, sources, months) by Newton's method with profiled intercepts."""
    total, size = k.sum(axis=2), n.sum(axis=1)
    varied = (total > 0) & (total < size)
    share = np.clip(total / size, 1e-12, 1 - 1e-12)
    level, slope = np.log(share / (1 - share)), np.zeros(len(k))
    p = np.repeat(share[:, :, None], len(years), axis=2)
    powers = np.stack([np.ones(len(years)), years, years**2], axis=1)
    for _ in range(STEPS):
        expected = n * p
        each, cross, curve = np.moveaxis((expected * (1 - p)) @ powers, 2, 0)
        by_level, by_slope = np.moveaxis((k - expected) @ powers[:, :2], 2, 0)
        each, cross, by_level = (
            np.where(varied, each, 1.0),
            np.where(varied, cross, 0.0),
            np.where(varied, by_level, 0.0),
        )
        by_slope, curve = np.where(varied, by_slope, 0.0).sum(axis=1), np.where(varied, curve, 0.0).sum(axis=1)
        information = curve - (cross**2 / each).sum(axis=1)
        step = np.divide(
            by_slope - (cross * by_level / each).sum(axis=1),
            information,
            out=np.zeros(len(k)),
            where=information > 1e-9 * np.maximum(curve, 1e-300),
        )
        step = np.clip(step, -2, 2)
        slope += step
        level += np.where(varied, np.clip((by_level - cross * step[:, None]) / each, -2, 2), 0.0)
        logit = level[:, :, None] + slope[:, None, None] * years
        p = np.where(varied[:, :, None], 1 / (1 + np.exp(-np.clip(logit, -30, 30))), (total > 0)[:, :, None])
        if np.abs(step).max(initial=0) < 1e-10:
            break
    return slope, p


def _score_weights(p: Floats, n: Floats, years: Floats) -> tuple[Floats, Floats]:
    """Return what a vacancy of each source and month adds to the slope for asking, and the information on it."""
    weight = n * p * (1 - p)
    each = weight.sum(axis=2, keepdims=True)
    mean = np.divide((weight * years).sum(axis=2, keepdims=True), each, out=np.zeros_like(each), where=each > 1e-12)
    centred = years - mean
    information = (weight * centred**2).sum(axis=(1, 2))
    worth = np.divide(
        centred, information[:, None, None], out=np.zeros_like(p), where=information[:, None, None] > 1e-9
    )
    return worth, information


def _present(series: Series, column: Ints, weights: Floats, columns: int) -> csr_array:
    """Add up the weights of the vacancies of each employer by column, (employers, columns)."""
    starts = np.append(begins(series.employer), len(series.employer))
    found = csr_array((weights, column, starts), shape=(len(starts) - 1, columns), copy=True)
    found.sum_duplicates()
    return found


def _employer_scores(
    series: Series, weigh: Callable[[Ints, csr_array], Floats], present: csr_array, expected: Floats
) -> tuple[Floats, Floats]:
    """Return the sum over employers of their scores, and of the squares of these; one entry a skill.

    The score of an employer is what `weigh` gives for the cells of some vacancies and each of their ones, added up,
    less its row of `present` times `expected`. Its vacancies stand next to each other.
    """
    skills, cells, first = expected.shape[1], series.cells, 0
    total, squares = np.zeros(skills), np.zeros(skills)
    for rows, starts in employer_blocks(series.employer, _ROWS, max(1, _ENTRIES // max(skills, 1))):
        asked, last = series.asked[rows], first + len(starts) - 1
        score = block_sums(weighed(asked, weigh(cells[rows], asked)), starts)
        score -= present[first:last] @ expected
        total += score.sum(axis=0)
        squares += np.einsum("gs,gs->s", score, score)
        first = last
    return total, squares


def _squared_scores(series: Series, p: Floats, worth: Floats) -> Floats:
    """Return the sum over employers of the squares of their scores at the fitted shares."""
    skills, size = len(p), p[0].size
    by_cell = np.ascontiguousarray(worth.reshape(skills, size).T).ravel()
    expected = np.ascontiguousarray((worth * p).reshape(skills, size).T)
    present = _present(series, series.cells, np.ones(len(series.month)), size)

    def weigh(cell: Ints, asked: csr_array) -> Floats:
        return np.asarray(by_cell[np.repeat(cell * skills, np.diff(asked.indptr)) + asked.indices])

    return _employer_scores(series, weigh, present, expected)[1]


def _score_test(series: Series, k: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Return the score of the slope where nothing changes, and its variance; both in the same unit, 0 without any.

    The shares of a source are then those of all its months, and what a vacancy is worth for a skill is the distance of
    its month from the middle of its source, whatever the skill, but for a factor of the skill that does not matter.
    """
    size, years = n.sum(axis=1), series.years
    share = k.sum(axis=2) / size
    centred = years - (n @ years / size)[:, None]
    known = (share * (1 - share)) @ (n * centred**2).sum(axis=1) > 1e-9
    distance = centred.ravel()

    def weigh(cell: Ints, asked: csr_array) -> Floats:
        return np.repeat(distance[cell], np.diff(asked.indptr))

    present = _present(series, series.source, distance[series.cells], len(size))
    total, squares = _employer_scores(series, weigh, present, np.ascontiguousarray(share.T))
    employers = present.shape[0]
    spread = employers / max(employers - 1, 1) * (squares - total**2 / employers)
    return np.where(known, total, 0), np.where(known, spread, 0)


def fit_slopes(series: Series, *, with_error: bool = True) -> Slopes:
    """Fit the slope of every skill of the series, its error and its test, clustered by employer.

    Without `with_error` the error is NaN, which saves a third of the time where the test is all that is needed.
    """
    series = series.by_employer()
    k, n = series.counts()
    employers = int(series.employer.max()) + 1
    parts = [_fit(k[first : first + _SKILLS], n, series.years) for first in range(0, len(k), _SKILLS)]
    slope, p = (np.concatenate(part) for part in zip(*parts, strict=True))
    worth, information = _score_weights(p, n, series.years)
    squares = _squared_scores(series, p, worth) if with_error else np.full(len(k), np.nan)
    total, spread = _score_test(series, k, n)
    known = (information > 1e-9) & (spread > 0)
    return Slopes(
        np.where(known, slope, np.nan),
        np.where(known, np.sqrt(squares * employers / max(employers - 1, 1)), np.nan),
        np.where(known, total / np.sqrt(np.where(known, spread, 1)), np.nan),
        100 * (n * p * (1 - p)).sum(axis=(1, 2)) / n.sum(),
        employers,
    )


def mix_split(stratum: Ints, late: Ints, asked: csr_array) -> tuple[Floats, Floats]:
    """Split the change of each share between two halves of the time into what happened within strata and between.

    `late` is 0 or 1. With p and w the share and weight of a stratum, within = sum of mean w * change of p and
    between = sum of mean p * change of w; they add up to the change without a rest. A stratum that one half lacks
    is taken to have had there the share it has in the other, so that it counts between. Both are sums over the
    vacancies that ask, each with the weight of its stratum and half. In percentage points.
    """
    strata = int(stratum.max()) + 1
    cells = stratum * 2 + late
    n = np.bincount(cells, minlength=2 * strata).reshape(strata, 2).astype(np.float64)
    w = n / np.maximum(n.sum(axis=0), 1)
    both = (n > 0).all(axis=1, keepdims=True)
    one = np.divide(1.0, n, out=np.zeros(n.shape), where=n > 0)
    within = np.where(both, w.mean(axis=1, keepdims=True) * one * np.array([-1.0, 1.0]), 0.0).ravel()
    between = (np.where(both, 0.5, 1.0) * one * (w[:, 1:] - w[:, :1])).ravel()
    changes = 100 * (np.stack([within[cells], between[cells]]) @ asked)
    return changes[0], changes[1]
