"""The learned weights: a file of small integers, and the scores they give to the sentences of a posting."""

import io
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from skilldemand.nlp.errors import WeightsError
from skilldemand.nlp.features import SHAPES, Seen
from skilldemand.nlp.words import Hashes, Numbers

Floats = NDArray[np.float64]

NAME = "sentences.npz"
STATES = ("counted", "closed", "unnamed")
"""What the patterns said of a skill in a sentence: it counts, it stands where nothing counts, or nothing."""
FORMAT = 1
_SLOTS = 1 << 20
_LEVELS = 127
"""Weights of one column are whole numbers up to this times the column's scale."""

_IDLE = 2
"""Weights up to this change no decision and are not kept."""


class Weights(msgspec.Struct, frozen=True):
    """Everything learned. Column i of the scores is skills[i]; the last column says whether a sentence asks at all."""

    skills: tuple[str, ...]
    hashes: NDArray[np.uint32]
    """Known features, ascending."""
    starts: NDArray[np.int32]
    """Feature i has the entries starts[i]:starts[i + 1]."""
    columns: NDArray[np.uint16]
    values: NDArray[np.int8]
    scales: Floats
    """One a column."""
    biases: Floats
    verdict: Floats
    """(state, signal): see verdict.signals."""
    leanings: Floats
    """(state, skill): how much sooner than others this skill is accepted."""

    def size(self) -> int:
        """Return the number of columns of the scores."""
        return len(self.skills) + 1


class Scorer:
    """Weights made ready for many texts."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._slots = np.zeros(_SLOTS, dtype=np.min_scalar_type(len(weights.hashes)))
        self._slots[weights.hashes & np.uint32(_SLOTS - 1)] = np.arange(len(weights.hashes))
        # A row a feature, then one for each of SHAPES.
        self._table = np.zeros((len(weights.hashes), weights.size()), dtype=np.int16)
        features = np.repeat(np.arange(len(weights.hashes)), np.diff(weights.starts))
        self._table[features, weights.columns] = weights.values
        known, holds = self._known(SHAPES.ravel())
        shapes = self._sums(known, holds // SHAPES.shape[1], len(SHAPES))
        self._table = np.concatenate((self._table, shapes.astype(np.int16)))

    def scores(self, seen: Seen) -> Floats:
        """Return the logits of the sentences, shape (rows, columns). Sums of whole numbers: exact in any order."""
        rows = len(seen.shapes)
        known, holds = self._known(np.concatenate((seen.spoken.hashes, seen.headings.hashes)))
        owners = np.concatenate((seen.spoken.rows, seen.headings.rows + rows)).take(holds)
        sums = self._sums(
            np.concatenate((seen.shapes + len(self.weights.hashes), known)),
            np.concatenate((np.arange(rows), owners)),
            rows + int(seen.heading.max(initial=-1)) + 1,
        )
        scored = sums[:rows]
        scored += sums[rows:].take(seen.heading, axis=0)
        scored *= self.weights.scales
        scored += self.weights.biases
        return scored

    def _sums(self, numbers: Numbers, rows: Numbers, size: int) -> Floats:
        """Return the sums of the rows of the table with these numbers, the i-th added to row rows[i] of `size`."""
        # Every other one goes to a second row: the most of a sentence would not fit into 16 bits, but half of it does.
        halves = (2 * rows + np.arange(len(rows)) % 2).astype(np.min_scalar_type(2 * size))
        order = np.argsort(halves, kind="stable")
        ends = np.cumsum(np.bincount(halves, minlength=2 * size))
        starts = np.concatenate((np.zeros(1, dtype=np.int32), ends), dtype=np.int32)
        ones = np.ones(len(rows), dtype=np.int16)
        held = csr_array((ones, numbers.take(order).astype(np.int32), starts), shape=(2 * size, len(self._table)))
        sums: NDArray[np.int16] = np.asarray(held @ self._table)
        return np.add(sums[::2], sums[1::2], dtype=np.float64)

    def column(self, hashes: Hashes, column: int) -> Floats:
        """Return what each of some features adds to one column of the scores."""
        known, holds = self._known(hashes)
        added = np.zeros(len(hashes))
        added[holds] = self._table[known, column] * self.weights.scales[column]
        return added

    def _known(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Return the numbers of the features that are known, and where among the hashes they stand."""
        known = self._slots.take(hashes & np.uint32(_SLOTS - 1))
        holds = np.flatnonzero(self.weights.hashes.take(known) == hashes)
        return known.take(holds), holds


def pack(
    *,
    skills: tuple[str, ...],
    hashes: NDArray[np.uint32],
    dense: Floats,
    biases: Floats,
    verdict: Floats,
    leanings: Floats,
) -> Weights:
    """Return weights rounded to whole numbers; `dense` has a row a feature (hashes ascending) and a column a score.

    The smallest are dropped. Of two features that share a slot of the table the one with the larger weights stays.
    """
    scales = np.maximum(np.abs(dense).max(axis=0), 1e-9) / _LEVELS
    whole = np.rint(dense / scales).astype(np.int8)
    whole[np.abs(whole) <= _IDLE] = 0
    strength = np.abs(whole.astype(np.int64)).sum(axis=1)
    order = np.lexsort((hashes, -strength))
    _, first = np.unique(hashes[order] & np.uint32(_SLOTS - 1), return_index=True)
    kept = np.sort(order[first])
    kept = kept[strength[kept] > 0]
    rows, columns = np.nonzero(whole[kept])
    return Weights(
        skills=skills,
        hashes=hashes[kept],
        starts=np.searchsorted(rows, np.arange(len(kept) + 1)).astype(np.int32),
        columns=columns.astype(np.uint16),
        values=whole[kept][rows, columns],
        scales=scales,
        biases=biases,
        verdict=verdict,
        leanings=leanings,
    )


def save(weights: Weights, path: Path) -> None:
    """Write weights; the same weights give the same bytes."""
    fields: dict[str, Any] = {name: getattr(weights, name) for name in weights.__struct_fields__ if name != "skills"}
    out = io.BytesIO()
    np.savez_compressed(out, format=np.int64(FORMAT), skills=np.array(weights.skills, dtype=np.str_), **fields)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue())


def load(data: bytes, where: str) -> Weights:
    """Return the weights held in the bytes of a file; `where` names it in errors. Raises WeightsError."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            fields = {name: held[name] for name in held.files}
        if int(fields.pop("format")) != FORMAT:
            raise WeightsError(f"{where}: format of another version, expected {FORMAT}. Train again: {_COMMAND}.")
        return Weights(skills=tuple(str(skill) for skill in fields.pop("skills")), **fields)
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise WeightsError(f"{where}: no weights of the reader: {error}. Train again: {_COMMAND}.") from error


_COMMAND = "python -m skilldemand.nlp.train GOLD --output nlp/weights/" + NAME


def shipped() -> Weights:
    """Return the weights that stand in the package."""
    file = resources.files("skilldemand.nlp").joinpath("weights", NAME)
    try:
        return load(file.read_bytes(), f"weights/{NAME}")
    except FileNotFoundError as error:
        raise WeightsError(
            f"weights/{NAME}: missing from the package. Train: {_COMMAND}, or read without it."
        ) from error
