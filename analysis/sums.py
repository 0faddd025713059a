"""Sums over employers of how many of their vacancies ask for an item: all that a clustered interval needs.

Vacancies are counted in cells, such as a population or a value of a dimension in a population; a vacancy may stand in
several. With k of n vacancies of an employer in a cell asking for an item, the sums of k, k * k and k * n over
employers are whole numbers, so that they do not depend on the order in which blocks of employers are added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Ints, begins
from skilldemand.analysis.histogram import Histogram

Numbers = npt.NDArray[np.int32]
PART = 150_000
"""Vacancies of a part of the groups, about: what is counted of them at once stays small."""


@dataclass(frozen=True, eq=False)
class Groups:
    """The vacancies of one cell and employer each: `row[starts[g]:starts[g + 1]]` are those of group g."""

    row: Numbers
    starts: Ints
    cell: Ints
    employer: Numbers

    @classmethod
    def of(cls, row: Ints, cell: Ints, employer: Numbers) -> "Groups":
        """Group vacancies, each `row` with its `cell`, by cell and employer.

        `row` ascends within each cell, or altogether; `employer` has an entry for every row number and ascends too.
        """
        small = np.min_scalar_type(int(cell.max(initial=0)))  # numbers of 16 bits are sorted by radix
        order = np.argsort(cell.astype(small), kind="stable")
        chosen, cell = row[order].astype(np.int32), cell[order]
        owner = employer[chosen]
        starts = begins(cell, owner)
        return cls(chosen, np.append(starts, len(chosen)), cell[starts], owner[starts])

    @property
    def sizes(self) -> Ints:
        """Vacancies of each group."""
        return np.diff(self.starts)

    def split(self) -> tuple["Groups", "Groups"]:
        """Return the groups of one vacancy and those of several."""
        several = self.sizes > 1
        parts = []
        for chosen in (~several, several):
            sizes, rows = self.sizes[chosen], np.repeat(chosen, self.sizes)
            starts = np.concatenate([[0], np.cumsum(sizes)])
            parts.append(Groups(self.row[rows], starts, self.cell[chosen], self.employer[chosen]))
        return parts[0], parts[1]

    def member(self, rows: int) -> csr_array:
        """Return which of so many vacancies are in which group: a row a group, a column a vacancy."""
        ones = np.ones(len(self.row), dtype=np.int32)
        return csr_array((ones, self.row, self.starts.astype(np.int32)), shape=(len(self.cell), rows))

    def parts(self, size: int = PART) -> Iterator["Groups"]:
        """Yield the groups in parts of `size` vacancies, about."""
        bounds = np.searchsorted(self.starts, np.arange(0, len(self.row) + size, size))
        for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            starts = self.starts[first : last + 1]
            if last > first:
                row = self.row[starts[0] : starts[-1]]
                yield Groups(row, starts - starts[0], self.cell[first:last], self.employer[first:last])


@dataclass(frozen=True, eq=False)
class Asking:
    """One entry for each group and item that some vacancy of the group asks for, those of one item and cell together.

    `k` vacancies of the group ask; `starts` are the first entries of each item and cell.
    """

    item: Ints
    cell: Ints
    group: Ints
    k: Ints
    starts: Ints

    def sum(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Add up one number an entry over each item and cell."""
        return np.asarray(np.add.reduceat(values, self.starts))


def asking(groups: Groups, asked: csr_array) -> Asking:
    """Count for each group and item the vacancies that ask for it."""
    found = (groups.member(asked.shape[0]) @ asked).tocsc()
    item = np.repeat(np.arange(asked.shape[1]), np.diff(found.indptr))
    cell = groups.cell[found.indices]
    return Asking(item, cell, found.indices, found.data.astype(np.int64), begins(item, cell))


class Sums:
    """The sums of some cells: the sizes of its employers, and by item how many of their vacancies ask for it.

    With k of n vacancies of an employer asking: `k`, `asking` (employers with a k), `kk` and `kn`, (items, cells).
    """

    def __init__(self, cells: int, items: int) -> None:
        self.sizes = Histogram(cells)
        self.k, self.asking, self.kk, self.kn = self.figures = np.zeros((4, items, cells), dtype=np.int64)

    def add_groups(self, groups: Groups) -> None:
        """Count vacancies and employers of each cell."""
        self.sizes.add(groups.cell, groups.sizes)

    def add_single(self, groups: Groups, asked: csr_array) -> None:
        """Add what groups of one vacancy ask for: one employer, and one vacancy of one, for each."""
        rows, (items, cells) = asked[groups.row], self.k.shape
        key = rows.indices.astype(np.int64) * cells + np.repeat(groups.cell, np.diff(rows.indptr))
        self.figures += np.bincount(key, minlength=items * cells).reshape(items, cells)

    def add(self, found: Asking, sizes: Ints, first: int = 0) -> None:
        """Add what groups ask for, item 0 there being item `first` here; `sizes` has the vacancies of each group."""
        at, n = (first + found.item[found.starts], found.cell[found.starts]), sizes[found.group]
        self.k[at] += found.sum(found.k)
        self.asking[at] += np.diff(np.append(found.starts, len(found.k)))
        self.kk[at] += found.sum(found.k**2)
        self.kn[at] += found.sum(found.k * n)

    def add_sums(self, other: "Sums", sign: int) -> None:
        """Add the sums of other employers over the same cells and items, or take them away."""
        self.figures += sign * other.figures
        self.sizes.add_rows(*other.sizes.rows(), sign)
