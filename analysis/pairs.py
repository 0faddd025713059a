"""Sums over employers of vacancies that join two skills: staging.pair_sum and staging.alternative_sum."""

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Ints, at_once, fetch, insert
from skilldemand.analysis.market import Block, Market, changes
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


_FIGURES = ("k", "employers", "kk", "kn_a", "kn_b")


class PairSums:
    """Sums by pair and population, (pairs, populations): vacancies with both, employers with one, squares, products."""

    def __init__(self, con: duckdb.DuckDBPyConnection, names: tuple[str, ...], kinds: Kinds) -> None:
        self._con, self._names, self._kinds = con, np.array(names, dtype=object), kinds
        self.figures = np.zeros((len(_FIGURES), len(kinds.a), len(names)), dtype=np.int64)

    def add(self, market: Market, block: Block, together: csr_array, sign: int = 1) -> None:
        """Add the vacancies of a block, or take them away; `together` has a row a vacancy and a column a pair."""
        inside = np.array(list(market.members.values())).reshape(len(market.members), -1)
        population, row = np.nonzero(inside[:, market.role.codes[block.rows]])
        groups = Groups.of(row, population, market.employer[block.rows])

        def sums(part: Groups) -> tuple[tuple[Ints, Ints], tuple[Ints, ...]]:
            found, own = asking(part, together), part.member(block.asked.shape[0]) @ block.asked
            n, employers = own.toarray(), np.diff(np.append(found.starts, len(found.k)))
            n_a, n_b = (n[found.group, skill[found.item]] for skill in (self._kinds.a, self._kinds.b))
            summed = (found.sum(values) for values in (found.k**2, found.k * n_a, found.k * n_b))
            return (found.item[found.starts], found.cell[found.starts]), (found.sum(found.k), employers, *summed)

        for at, found in at_once(self._con, sums, groups.parts(_CELLS // max(1, market.skills))):
            for figure, values in zip(self.figures, found, strict=True):
                figure[at] += sign * values

    def read(self, table: str) -> None:
        """Add the rows of a table whose pairs are counted."""
        found = fetch(self._con, f"SELECT population, a, b, {', '.join(_FIGURES)} FROM {table}")
        pair = self._kinds.number[found["a"].astype(np.int64) - 1, found["b"].astype(np.int64) - 1]
        at = pair[pair >= 0], np.searchsorted(self._names, found["population"])[pair >= 0]
        for figure, name in zip(self.figures, _FIGURES, strict=True):
            figure[at] += found[name][pair >= 0]

    def write(self, table: str) -> None:
        """Write one row for each population and pair that some vacancy of it joins."""
        pair, cell = np.nonzero(self.figures[0])
        figures = {name: figure[pair, cell] for name, figure in zip(_FIGURES, self.figures, strict=True)}
        insert(self._con, table, {
            "population": self._names[cell], "a": self._kinds.a[pair] + 1, "b": self._kinds.b[pair] + 1, **figures,
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


def _joined(con: duckdb.DuckDBPyConnection, most: str) -> tuple[Ints, Ints]:
    """Return the pairs of skills that are both among the `most` asked, a column of staging.shown_skill, somewhere."""
    found = fetch(con, f"SELECT s, {most} AS bits FROM staging.shown_skill WHERE {most} <> 0 ORDER BY s")
    place, bits = found["s"].astype(np.int64) - 1, found["bits"].astype(np.int64)
    a, b = np.triu_indices(len(place), k=1)
    both = (bits[a] & bits[b]) != 0
    return place[a[both]], place[b[both]]


def _kinds(con: duckdb.DuckDBPyConnection, skills: int) -> tuple[Kinds, Kinds]:
    """Return the pairs that are counted already, and those to be counted now so that the most asked skills have all.

    When some are missing, those that may soon be among them are taken too, so that the next builds find them counted.
    """
    counted = fetch(con, "SELECT a, b FROM staging.pair")
    a, b = (counted[name].astype(np.int64) - 1 for name in ("a", "b"))
    known = np.zeros((skills, skills), dtype=bool)
    known[a, b] = True
    missing = not known[_joined(con, "top")].all()
    near = _joined(con, "near")
    new = missing & ~known[near]
    return Kinds.of(a, b, skills), Kinds.of(near[0][new], near[1][new], skills)


def write_pairs(con: duckdb.DuckDBPyConnection) -> None:
    """Bring staging.pair_sum up to date: skills that stand together, both among the most asked of some population.

    Pairs that were counted before change by the touched employers; the whole market is looked through for new ones.
    """
    parts = list(changes(con))
    names, skills = tuple(parts[0][1].members), parts[0][1].skills
    known, new = _kinds(con, skills)
    found = [PairSums(con, names, kinds) for kinds in (known, new)]
    found[0].read("staging.pair_sum")
    whole = [(1, Market(con))] if len(parts) > 1 and len(new.a) else parts
    for sums, kinds, chosen in ((found[0], known, parts), (found[1], new, whole)):
        for sign, market in chosen if len(kinds.a) else ():
            for block in market.blocks():
                sums.add(market, block, _together(block.asked, kinds), sign)
    for table in ("pair", "pair_sum"):
        con.execute(f"TRUNCATE staging.{table}")
    for sums, kinds in zip(found, (known, new), strict=True):
        sums.write("staging.pair_sum")
        insert(con, "staging.pair", {"a": kinds.a + 1, "b": kinds.b + 1})


def write_alternatives(con: duckdb.DuckDBPyConnection) -> None:
    """Bring staging.alternative_sum up to date: skills of which one or the other will do, each pair both ways round."""
    parts = list(changes(con))
    names, skills = tuple(parts[0][1].members), parts[0][1].skills
    tables = [f"SELECT DISTINCT s, other FROM staging.alternative{market.part}" for _, market in parts]
    found = fetch(con, " UNION ".join([*tables, "SELECT a, b FROM staging.alternative_sum ORDER BY ALL"]))
    kinds = Kinds.of(found["s"].astype(np.int64) - 1, found["other"].astype(np.int64) - 1, skills)
    sums = PairSums(con, names, kinds)
    sums.read("staging.alternative_sum")
    for sign, market in parts:
        query = "SELECT v, s - 1 AS s, other - 1 AS other FROM staging.alternative"
        found = fetch(con, f"{query}{market.part} ORDER BY v")
        pair = kinds.number[found["s"], found["other"]]
        for block in market.blocks():
            starts = np.append(np.searchsorted(found["v"], block.v), np.searchsorted(found["v"], block.v[-1], "right"))
            inside = pair[starts[0] : starts[-1]]
            ones, shape = np.ones(len(inside), dtype=np.int32), (len(block.v), len(kinds.a))
            sums.add(market, block, csr_array((ones, inside, (starts - starts[0]).astype(np.int32)), shape=shape), sign)
    con.execute("TRUNCATE staging.alternative_sum")
    sums.write("staging.alternative_sum")
