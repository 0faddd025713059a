"""What a population is asked about beside single skills: sections, families, the guide's sets, and differences."""

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array, hstack

from skilldemand.analysis.columns import Ints, fetch
from skilldemand.analysis.market import Block, Market

WORDINGS = ("required", "preferred", "duty", "sole")
_DIGIT = 16
"""Bits for each wording where those of the skills of one vacancy are added up: it has fewer than 65,536 skills."""


@dataclass(frozen=True, eq=False)
class Items:
    """Columns that follow those of the skills: sets of skills, any of which will do, then differences of two sets.

    `sets` has a row a skill and a column a set; a difference is column `left` less column `right` of the sets.
    """

    sets: csr_array
    left: Ints
    right: Ints

    @classmethod
    def load(cls, con: duckdb.DuckDBPyConnection, skills: int) -> "Items":
        """Read the sets of staging.item_skill, numbered on from the skills, and the differences of item_less."""
        member = fetch(con, "SELECT i, s FROM staging.item_skill")
        less = fetch(con, "SELECT left_i, right_i FROM staging.item_less ORDER BY i")
        rows, columns = member["s"].astype(np.int64) - 1, member["i"].astype(np.int64) - 1 - skills
        shape = (skills, int(columns.max(initial=-1)) + 1)
        sets = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)
        return cls(sets, *(less[name].astype(np.int64) - 1 - skills for name in ("left_i", "right_i")))

    @property
    def skills(self) -> int:
        """Number of skills."""
        return int(self.sets.shape[0])

    @property
    def sets_end(self) -> int:
        """Number of skills and sets."""
        return self.skills + int(self.sets.shape[1])

    @property
    def width(self) -> int:
        """Number of skills, sets and differences."""
        return self.sets_end + len(self.left)

    def met(self, asked: csr_array) -> csr_array:
        """Return the columns of sets and differences: 1 for a set that is met; 1, 0 or -1 for a difference."""
        met = asked @ self.sets
        met.data[:] = 1
        by_set = csc_array(met)
        return csr_array(hstack([by_set, by_set[:, self.left] - by_set[:, self.right]], format="csc").tocsr())


def wordings(block: Block, market: Market, items: Items) -> npt.NDArray[np.int64]:
    """Count vacancies (wording, role, skill or set) by their strongest wording, and those with a sole requirement."""
    digit = np.array([0, *(1 << _DIGIT * place for place in range(3))], dtype=np.int64)
    worded = csr_array(block.asked, copy=True).astype(np.int64)
    worded.data = digit[block.strength] + (block.sole.astype(np.int64) << 3 * _DIGIT)
    role, roles = market.role.codes[block.rows].astype(np.int64), len(market.role.values)
    parts = []
    for matrix in (worded, worded @ items.sets):
        width = matrix.shape[1]
        key = np.repeat(role, np.diff(matrix.indptr)) * width + matrix.indices
        has = [(matrix.data >> _DIGIT * place) & ((1 << _DIGIT) - 1) > 0 for place in range(4)]
        strongest = (has[0], has[1] & ~has[0], ~(has[0] | has[1]), has[3])
        counts = [np.bincount(key[chosen], minlength=roles * width).reshape(roles, width) for chosen in strongest]
        parts.append(np.stack(counts))
    return np.concatenate(parts, axis=2)
