"""Logistic regression over sparse rows, by the limited-memory BFGS method, in plain numpy."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Loss = Callable[[Floats], tuple[float, Floats]]
"""Value and gradient at a point."""

_HISTORY = 8
_SUFFICIENT = 1e-4
"""Armijo's condition: a step must bring this share of what the gradient promises."""
_HALVINGS = 20
_CLIP = 30.0
"""Logits beyond this are certain to double precision."""


class Rows(NamedTuple):
    """Sparse rows: row i holds the columns[starts[i]:starts[i + 1]], each with value 1; a column may stand twice."""

    starts: Numbers
    columns: Numbers

    def of(self, chosen: Numbers) -> tuple[Numbers, Numbers]:
        """Return (position in `chosen`, column) of every entry of the chosen rows."""
        sizes = self.starts[chosen + 1] - self.starts[chosen]
        positions = np.repeat(np.arange(len(chosen)), sizes)
        before = np.cumsum(sizes) - sizes
        entries = np.repeat(self.starts[chosen] - before, sizes) + np.arange(int(sizes.sum()))
        return positions, self.columns[entries]

    def dot(self, weights: Floats) -> Floats:
        """Return the sum of the weights of each row's columns."""
        sums = np.concatenate((np.zeros(1), np.cumsum(weights[self.columns])))
        return sums[self.starts[1:]] - sums[self.starts[:-1]]


class Line(NamedTuple):
    """A fitted linear function of a row."""

    columns: Numbers
    weights: Floats
    bias: float

    def score(self, rows: Rows, width: int) -> Floats:
        """Return the logits of all rows, whose columns are below `width`."""
        dense = np.zeros(width)
        dense[self.columns] = self.weights
        return rows.dot(dense) + self.bias


def fit(rows: Rows, chosen: Numbers, labels: Floats, allowed: NDArray[np.bool_], penalty: float) -> Line:
    """Fit labels (0 or 1) of the chosen rows on the allowed columns, with penalty/2 times the squared weights.

    The bias is not penalised.
    """
    positions, columns = rows.of(chosen)
    used = np.flatnonzero(allowed)
    number = np.full(len(allowed), -1)
    number[used] = np.arange(len(used))
    columns = number[columns]
    positions, columns = positions[columns >= 0], columns[columns >= 0]
    size = len(used)

    def loss(point: Floats) -> tuple[float, Floats]:
        logits = np.bincount(positions, point[columns], minlength=len(chosen)) + point[size]
        value, error = _log_loss(logits, labels)
        gradient = np.empty(size + 1)
        gradient[:size] = np.bincount(columns, error[positions], minlength=size) + penalty * point[:size]
        gradient[size] = error.sum()
        return value + 0.5 * penalty * float(point[:size] @ point[:size]), gradient

    start = np.zeros(size + 1)
    start[size] = np.log((labels.sum() + 0.5) / (len(labels) - labels.sum() + 0.5))
    point = minimise(loss, start)
    return Line(used, point[:size], float(point[size]))


def fit_dense(values: Floats, labels: Floats, penalties: Floats) -> Floats:
    """Return the weights of the columns of `values`, each with its own penalty; a column of ones serves as bias."""

    def loss(point: Floats) -> tuple[float, Floats]:
        value, error = _log_loss(values @ point, labels)
        return value + 0.5 * float(penalties @ point**2), values.T @ error + penalties * point

    return minimise(loss, np.zeros(values.shape[1]), rounds=200, tolerance=1e-7)


def minimise(loss: Loss, point: Floats, *, rounds: int = 60, tolerance: float = 1e-4) -> Floats:
    """Return a point near the minimum of a smooth function; stops when a round gains less than `tolerance`, relatively.

    Nocedal, Updating quasi-Newton matrices with limited storage, Mathematics of Computation 35 (1980).
    """
    value, gradient = loss(point)
    pairs: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        direction = _direction(gradient, pairs)
        slope = float(gradient @ direction)
        step = 1.0
        for _ in range(_HALVINGS):
            candidate = point - step * direction
            new_value, new_gradient = loss(candidate)
            if new_value <= value - _SUFFICIENT * step * slope:
                break
            step /= 2
        moved, bent = candidate - point, new_gradient - gradient
        if float(moved @ bent) > 1e-10:
            pairs = [*pairs, (moved, bent)][-_HISTORY:]
        gained = value - new_value
        point, value, gradient = candidate, new_value, new_gradient
        if abs(gained) < tolerance * max(1.0, abs(value)):
            break
    return point


def _direction(gradient: Floats, pairs: list[tuple[Floats, Floats]]) -> Floats:
    direction = gradient.copy()
    shares = []
    for moved, bent in reversed(pairs):
        share = float(moved @ direction) / float(moved @ bent)
        shares.append(share)
        direction -= share * bent
    if pairs:
        moved, bent = pairs[-1]
        direction *= float(moved @ bent) / float(bent @ bent)
    else:
        direction /= max(1.0, float(np.abs(gradient).sum()))
    for (moved, bent), share in zip(pairs, reversed(shares), strict=True):
        direction += moved * (share - float(bent @ direction) / float(moved @ bent))
    return direction


def _log_loss(logits: Floats, labels: Floats) -> tuple[float, Floats]:
    """Return the log loss of logits, and for each its derivative."""
    chances = 1.0 / (1.0 + np.exp(-np.clip(logits, -_CLIP, _CLIP)))
    return float((np.logaddexp(0.0, logits) - labels * logits).sum()), chances - labels
