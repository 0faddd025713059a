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

from skilldemand.analysis.columns import Floats, Ints, block_sums, employer_blocks, weighed

MIN_LEVEL = 20
"""Vacancies that a level of a control needs for a column of its own; the others share the reference."""
_ENTRIES = 500_000
"""Entries of a table of vacancies and skills: about what fits into the processor's cache."""


@dataclass(frozen=True)
class Effects:
    """One entry a skill: its coefficient on the logarithm of pay and the standard error, NaN without variation."""

    coefficient: Floats
    error: Floats


def controls(levels: Sequence[npt.NDArray[Any]], measures: Sequence[Floats]) -> csr_array:
    """Return the matrix of the controls: a constant, a column for each frequent level but the first, the measures.

    `levels` are whole numbers from 0.
    """
    size = len((*levels, *measures)[0])
    columns = [csr_array(np.ones((size, 1)))]
    for values in levels:
        counts = np.bincount(values)
        frequent = np.flatnonzero(counts >= MIN_LEVEL)
        frequent = frequent[frequent != np.argmax(counts)]
        place = np.full(len(counts), -1, dtype=np.int32)
        place[frequent] = np.arange(len(frequent))
        own = place[values]
        known = own >= 0
        starts = np.concatenate([[0], np.cumsum(known)])
        columns.append(csr_array((np.ones(starts[-1]), own[known], starts), shape=(size, len(frequent))))
    columns += [csr_array((values - values.mean())[:, None]) for values in measures]
    return csr_array(hstack(columns))


def skill_effects(log_pay: Floats, employer: Ints, asked: csr_array, design: csr_array) -> Effects:
    """Regress the logarithm of pay on each column of `asked` in turn, beside the columns of `design`.

    `employer` numbers the clusters from 0. With r and u the residuals of skill and pay on the controls, and h what the
    controls say of the skill, a vacancy adds r (u - b r) to the score of its employer: where it asks, r = 1 - h.
    What vacancies that do not ask add, nearly all there is to count, has 32 bits: errors are right to six digits.
    """
    if (employer[1:] < employer[:-1]).any():
        order = np.argsort(employer, kind="stable")
        log_pay, employer, asked, design = log_pay[order], employer[order], asked[order], design[order]
    size, employers = len(log_pay), int(employer[-1]) + 1
    gram, share = (design.T @ design).toarray(), (design.T @ asked).toarray()
    inverse = np.linalg.pinv(gram, rcond=1e-10, hermitian=True)
    rank = int(np.linalg.matrix_rank(gram, hermitian=True)) + 1
    rest, weights = log_pay - design @ (inverse @ (design.T @ log_pay)), inverse @ share
    total = np.bincount(asked.indices, minlength=asked.shape[1]).astype(np.float64)
    spread = total - (share * weights).sum(axis=0)
    varied = spread > 1e-8 * np.maximum(total, 1)
    spread = np.where(varied, spread, 1)
    slope = (rest @ asked - (design.T @ rest) @ weights) / spread
    scale = employers / max(employers - 1, 1) * (size - 1) / max(size - rank, 1)
    error = np.sqrt(scale * _squared_scores(employer, asked, design, (rest, weights, slope))) / spread
    return Effects(np.where(varied, slope, np.nan), np.where(varied, error, np.nan))


def _squared_scores(
    employer: Ints, asked: csr_array, design: csr_array, fitted: tuple[Floats, Floats, Floats]
) -> Floats:
    """Return the sum over employers of the squares of their scores, one entry a skill; `employer` ascends.

    `fitted` are the residuals of pay, the coefficients of the controls for each skill, and the slopes.
    """
    rest, weights, slope = fitted
    squares = np.zeros(len(slope))
    design, short = design.astype(np.float32), (weights.astype(np.float32), slope.astype(np.float32))
    for rows, starts in employer_blocks(employer, max(1, _ENTRIES // max(len(slope), 1))):
        part, said, times = asked[rows], design[rows] @ short[0], np.diff(asked.indptr[rows.start : rows.stop + 1])
        own = said.ravel()[np.repeat(np.arange(len(times)) * len(slope), times) + part.indices]
        terms = np.repeat(rest[rows], times) + slope[part.indices] * (2 * own - 1)
        less = said * short[1]
        less += rest[rows, None].astype(np.float32)
        less *= said
        score = block_sums(weighed(part, terms), starts)
        ones, shape = np.ones(len(less), dtype=np.float32), (len(starts) - 1, len(less))
        score -= csr_array((ones, np.arange(len(less)), starts), shape=shape) @ less
        squares += np.einsum("gs,gs->s", score, score)
    return squares


def raw_effects(log_pay: Floats, employer: Ints, asked: csr_array) -> Effects:
    """Regress the logarithm of pay on each column of `asked` alone: skill_effects with a constant as design, by sums.

    With q the share that asks and y centred, an employer's score is the sum of y - b (1 - 2 q) over its vacancies that
    ask, less q times its sum of y and b q^2 times its vacancies.
    """
    size, employers = len(log_pay), int(employer.max()) + 1
    centred = log_pay - log_pay.mean()
    whole, counts = np.bincount(employer, weights=centred), np.bincount(employer).astype(np.float64)
    asking = np.bincount(asked.indices, minlength=asked.shape[1]).astype(np.float64)
    q, spread = asking / size, np.maximum(asking * (1 - asking / size), 1e-12)
    b = (centred @ asked) / spread
    terms = np.repeat(centred, np.diff(asked.indptr)) - (b * (1 - 2 * q))[asked.indices]
    cluster = csr_array((np.ones(size), (employer, np.arange(size))), shape=(employers, size))
    own = cluster @ weighed(asked, terms)
    holder = np.repeat(np.arange(employers), np.diff(own.indptr))

    def total(weights: Floats) -> Floats:
        return np.asarray(np.bincount(own.indices, weights=weights, minlength=asked.shape[1]))

    less = b * q**2
    squares = total(own.data**2) - 2 * q * total(own.data * whole[holder])
    squares += -2 * less * total(own.data * counts[holder]) + q**2 * float((whole**2).sum())
    squares += 2 * q * less * float((whole * counts).sum()) + less**2 * float((counts**2).sum())
    scale = employers / max(employers - 1, 1) * (size - 1) / max(size - 2, 1)
    varied = (asking > 0) & (asking < size)
    error = np.sqrt(scale * np.maximum(squares, 0)) / spread
    return Effects(np.where(varied, b, np.nan), np.where(varied, error, np.nan))
