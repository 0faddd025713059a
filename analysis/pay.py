"""What each skill adds to the logarithm of pay, raw and with the other properties held fixed, all skills at once.

By the theorem of Frisch, Waugh and Lovell the coefficient of one skill in a regression with controls is that of the
skill's residual on the residual of pay, both taken on the controls; the controls are the same for every skill, so they
are solved once. Errors are clustered by employer, with the correction of statsmodels: G / (G - 1) * (n - 1) / (n - p).
tests/analysis/test_pay.py holds both to OLS with cov_type='cluster'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, hstack

from skilldemand.analysis.columns import Floats, Ints, Pairs

MIN_LEVEL = 20
"""Vacancies that a level of a control needs for a column of its own; the others share the reference."""
_CHUNK = 16


@dataclass(frozen=True)
class Effects:
    """One entry a skill: its coefficient on the logarithm of pay and the standard error, NaN without variation."""

    coefficient: Floats
    error: Floats


def controls(levels: Sequence[npt.NDArray[Any]], measures: Sequence[Floats]) -> csr_array:
    """Return the matrix of the controls: a constant, a column for each frequent level but the first, the measures."""
    size = len((*levels, *measures)[0])
    columns = [csr_array(np.ones((size, 1)))]
    for values in levels:
        names, numbers, counts = np.unique(values, return_inverse=True, return_counts=True)
        frequent = np.flatnonzero(counts >= MIN_LEVEL)
        frequent = frequent[frequent != np.argmax(counts)]
        place = np.full(len(names), -1)
        place[frequent] = np.arange(len(frequent))
        rows = np.flatnonzero(place[numbers] >= 0)
        entries = (np.ones(len(rows)), (rows, place[numbers[rows]]))
        columns.append(csr_array(entries, shape=(size, len(frequent))))
    columns += [csr_array((values - values.mean())[:, None]) for values in measures]
    return csr_array(hstack(columns))


def skill_effects(log_pay: Floats, employer: Ints, pairs: Pairs, design: csr_array) -> Effects:
    """Regress the logarithm of pay on each skill of `pairs` in turn, beside the columns of `design`.

    `employer` numbers the clusters from 0.
    """
    size, skills = len(log_pay), len(pairs.starts) - 1
    employers = int(employer.max()) + 1
    gram = (design.T @ design).toarray()
    inverse = np.linalg.pinv(gram, rcond=1e-10, hermitian=True)
    rank = int(np.linalg.matrix_rank(gram, hermitian=True)) + 1
    rest = log_pay - design @ (inverse @ (design.T @ log_pay))
    cluster = csr_array((np.ones(size), (employer, np.arange(size))), shape=(employers, size))
    coefficient, error = np.full(skills, np.nan), np.full(skills, np.nan)
    scale = employers / max(employers - 1, 1) * (size - 1) / max(size - rank, 1)
    for first in range(0, skills, _CHUNK):
        last = min(first + _CHUNK, skills)
        asked = np.zeros((size, last - first))
        for skill in range(first, last):
            asked[pairs.rows[pairs.starts[skill] : pairs.starts[skill + 1]], skill - first] = 1
        total = asked.sum(axis=0)
        asked -= design @ (inverse @ (design.T @ asked))
        spread = (asked**2).sum(axis=0)
        varied = spread > 1e-8 * np.maximum(total, 1)
        spread = np.where(varied, spread, 1)
        slope = (asked * rest[:, None]).sum(axis=0) / spread
        score = cluster @ (asked * (rest[:, None] - asked * slope))
        variance = scale * (score**2).sum(axis=0) / spread**2
        coefficient[first:last] = np.where(varied, slope, np.nan)
        error[first:last] = np.where(varied, np.sqrt(variance), np.nan)
    return Effects(coefficient, error)


def raw_effects(log_pay: Floats, employer: Ints, pairs: Pairs) -> Effects:
    """Regress the logarithm of pay on each skill of `pairs` alone: skill_effects with a constant as design, by sums.

    With q the share that asks and y centred, an employer's score is the sum of y - b (1 - 2 q) over its vacancies that
    ask, less q times its sum of y and b q^2 times its vacancies.
    """
    size, skills, employers = len(log_pay), len(pairs.starts) - 1, int(employer.max()) + 1
    centred, owner = log_pay - log_pay.mean(), pairs.skills
    whole, counts = np.bincount(employer, weights=centred), np.bincount(employer).astype(np.float64)
    asking = np.diff(pairs.starts).astype(np.float64)
    q, spread = asking / size, np.maximum(asking * (1 - asking / size), 1e-12)
    b = np.bincount(owner, weights=centred[pairs.rows], minlength=skills) / spread
    terms = centred[pairs.rows] - (b * (1 - 2 * q))[owner]
    own = csr_array((terms, employer[pairs.rows], pairs.starts.copy()), shape=(skills, employers))
    own.sum_duplicates()
    holder = np.repeat(np.arange(skills), np.diff(own.indptr))

    def total(weights: Floats) -> Floats:
        return np.asarray(np.bincount(holder, weights=weights, minlength=skills))

    less = b * q**2
    squares = total(own.data**2) - 2 * q * total(own.data * whole[own.indices])
    squares += -2 * less * total(own.data * counts[own.indices]) + q**2 * float((whole**2).sum())
    squares += 2 * q * less * float((whole * counts).sum()) + less**2 * float((counts**2).sum())
    scale = employers / max(employers - 1, 1) * (size - 1) / max(size - 2, 1)
    varied = (asking > 0) & (asking < size)
    error = np.sqrt(scale * np.maximum(squares, 0)) / spread
    return Effects(np.where(varied, b, np.nan), np.where(varied, error, np.nan))
