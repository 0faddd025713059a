"""Sums over employers of vacancies that join two skills: staging.pair_sum and staging.alternative_sum."""

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Ints, at_once, fetch, insert
from skilldemand.analysis.market import Block, Market
from skilldemand.analysis.sums import Groups, asking

_CELLS = 4_000_000
"""Entries at most of the table of groups and skills in which an employer's vacancies that ask for one are looked up."""


@dataclass(frozen=True)
class Kinds:
    """The pairs that are counted: `a` and `b` number their skills from 0; `number[a, b]` is the place, -1 for none."""

    a: Ints
    b: Ints
    number: npt.NDArray[np.int32]

    @classmethod
    def of(cls, a: Ints, b: Ints, skills: int) -> "Kinds":
        """Give a number to each pair of skills; none is named twice."""
        number = np.full((skills, skills), -1, dtype=np.int32)
        number[a, b] = np.arange(len(a))
        return cls(a, b, number)


class PairSums:
    """Sums by pair and population: vacancies with both, employers with one, and sums of squares and products."""

    def __init__(self, con: duckdb.DuckDBPyConnection, market: Market, kinds: Kinds) -> None:
        self._con, self._market, self._kinds = con, market, kinds
        self._inside = np.array(list(market.members.values())).reshape(len(market.members), -1)
        shape = (5, len(kinds.a), len(market.members))
        self.k, self.employers, self.kk, self.kn_a, self.kn_b = np.zeros(shape, dtype=np.int64)

    def add(self, block: Block, together: csr_array) -> None:
        """Add the vacancies of a block; `together` has a row a vacancy and a column a pair."""
        population, row = np.nonzero(self._inside[:, self._market.role.codes[block.rows]])
        groups = Groups.of(row, population, self._market.employer[block.rows])
        totals = (self.k, self.employers, self.kk, self.kn_a, self.kn_b)

        def sums(part: Groups) -> tuple[tuple[Ints, Ints], tuple[Ints, ...]]:
            found, own = asking(part, together), part.member(block.asked.shape[0]) @ block.asked
            n, employers = own.toarray(), np.diff(np.append(found.starts, len(found.k)))
            n_a, n_b = (n[found.group, skill[found.item]] for skill in (self._kinds.a, self._kinds.b))
            summed = (found.sum(values) for values in (found.k**2, found.k * n_a, found.k * n_b))
            return (found.item[found.starts], found.cell[found.starts]), (found.sum(found.k), employers, *summed)

        for at, found in at_once(self._con, sums, groups.parts(_CELLS // max(1, self._market.skills))):
            for total, values in zip(totals, found, strict=True):
                total[at] += values

    def write(self, table: str) -> None:
        """Append one row for each population and pair that some vacancy of it joins."""
        names = np.array(list(self._market.members), dtype=object)
        pair, cell = np.nonzero(self.employers)
        sums = {"k": self.k, "employers": self.employers, "kk": self.kk, "kn_a": self.kn_a, "kn_b": self.kn_b}
        insert(self._con, table, {
            "population": names[cell], "a": self._kinds.a[pair] + 1, "b": self._kinds.b[pair] + 1,
            **{name: values[pair, cell] for name, values in sums.items()},
        })  # fmt: skip


def _together(asked: csr_array, kinds: Kinds) -> csr_array:
    """Return which pairs each vacancy joins, those of skills that are asked for in it, the lower number first."""
    wanted = np.zeros(len(kinds.number), dtype=bool)
    wanted[kinds.a] = wanted[kinds.b] = True
    keep = wanted[asked.indices]
    skill = asked.indices[keep]
    starts = np.concatenate([[0], np.cumsum(keep)])[asked.indptr]
    sizes = np.diff(starts)
    later = np.repeat(starts[1:], sizes) - np.arange(len(skill)) - 1
    first = np.repeat(np.arange(len(skill)), later)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    pair = kinds.number[skill[first], skill[second]]
    counts = np.concatenate([[0], np.cumsum(sizes * (sizes - 1) // 2)])
    known = pair >= 0
    starts = np.concatenate([[0], np.cumsum(known)])[counts].astype(np.int32)
    ones = np.ones(int(starts[-1]), dtype=np.int32)
    return csr_array((ones, pair[known], starts), shape=(asked.shape[0], len(kinds.a)))


def write_pairs(con: duckdb.DuckDBPyConnection) -> None:
    """Fill staging.pair_sum: skills that stand together, both among the most asked of some population."""
    market = Market(con)
    top = fetch(con, "SELECT s, top FROM staging.shown_skill WHERE top <> 0 ORDER BY s")
    place, bits = top["s"].astype(np.int64) - 1, top["top"].astype(np.int64)
    a, b = np.triu_indices(len(place), k=1)
    both = (bits[a] & bits[b]) != 0
    kinds = Kinds.of(place[a[both]], place[b[both]], market.skills)
    sums = PairSums(con, market, kinds)
    for block in market.blocks():
        sums.add(block, _together(block.asked, kinds))
    sums.write("staging.pair_sum")


def write_alternatives(con: duckdb.DuckDBPyConnection) -> None:
    """Fill staging.alternative_sum: skills of which one or the other will do, each pair both ways round."""
    market = Market(con)
    kinds_of = fetch(con, "SELECT DISTINCT s, other FROM staging.alternative ORDER BY s, other")
    kinds = Kinds.of(kinds_of["s"].astype(np.int64) - 1, kinds_of["other"].astype(np.int64) - 1, market.skills)
    sums = PairSums(con, market, kinds)
    found = fetch(con, "SELECT v - 1 AS row, s - 1 AS s, other - 1 AS other FROM staging.alternative ORDER BY row")
    pair = kinds.number[found["s"], found["other"]]
    for block in market.blocks():
        bounds = np.searchsorted(found["row"], np.arange(block.rows.start, block.rows.stop + 1))
        inside = pair[bounds[0] : bounds[-1]]
        ones, starts = np.ones(len(inside), dtype=np.int32), (bounds - bounds[0]).astype(np.int32)
        shape = (block.asked.shape[0], len(kinds.a))
        sums.add(block, csr_array((ones, inside, starts), shape=shape))
    sums.write("staging.alternative_sum")
