"""The counted vacancies as numbers, and what they ask for, some whole employers at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from skilldemand.analysis.columns import populations

BLOCK = 100_000
"""Vacancies of a block, about: enough that numpy works on long columns, few enough that memory stays bounded."""
DIMENSIONS = ("role", "seniority", "country", "remote", "employer_size", "source")


@dataclass(frozen=True)
class Coded:
    """A column of few values: `values` in order, and for each vacancy the place of its own, -1 where it has none."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int16]

    @classmethod
    def of(cls, table: duckdb.DuckDBPyRelation, column: str) -> "Coded":
        """Encode a column of a table, or an expression over its columns, as texts in the order of the rows."""
        found = table.select(f"({column})::VARCHAR AS x").to_arrow_table()["x"]
        encoded = found.combine_chunks().dictionary_encode()
        names = encoded.dictionary.to_pylist()
        order = sorted(range(len(names)), key=names.__getitem__)
        place = np.empty(len(names) + 1, dtype=np.int16)
        place[order], place[-1] = np.arange(len(names)), -1
        return cls(tuple(names[i] for i in order), place[encoded.indices.fill_null(-1).to_numpy()])


@dataclass(frozen=True, eq=False)
class Block:
    """Vacancies of some whole employers, `first` the number of the first of them, and what they ask for.

    `asked` has a row a vacancy and a column a skill; `strength` and `sole` have an entry for each of its ones.
    """

    first: int
    asked: csr_array
    strength: npt.NDArray[np.int8]
    sole: npt.NDArray[np.bool_]

    @property
    def rows(self) -> slice:
        """Where its vacancies stand in the columns of the market."""
        return slice(self.first, self.first + self.asked.shape[0])


class Market:
    """The rows of staging.market in their order, those of one employer next to each other."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self.employer = self._column("e").astype(np.int32)
        ((self.skills,),) = con.execute("SELECT count(*) FROM staging.skill_number").fetchall()
        self.role = self.coded("role")
        self.members = dict(populations(con, np.array(self.role.values, dtype=object)))
        """Population -> for each value of `role` whether it belongs to it."""

    def _column(self, name: str) -> npt.NDArray[Any]:
        return np.asarray(self._con.table("staging.market").select(f"{name} AS x").fetchnumpy()["x"])

    def coded(self, column: str) -> Coded:
        """Return a column of staging.market, or an expression over its columns, whose values are few texts."""
        return Coded.of(self._con.table("staging.market"), column)

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """Yield the market in blocks of about `size` vacancies, each with whole employers."""
        ends = np.flatnonzero(np.diff(self.employer, append=-1)) + 1
        first = 0
        while first < len(self.employer):
            last = int(ends[min(int(np.searchsorted(ends, first + size)), len(ends) - 1)])
            yield self._block(first, last)
            first = last

    def asked(self) -> csr_array:
        """Return what every vacancy asks for: a row a vacancy, a column a skill."""
        found = self._con.execute("SELECT v, s FROM staging.market_skill").fetchnumpy()
        starts = np.searchsorted(found["v"], np.arange(1, len(self.employer) + 2))
        skill = np.asarray(found["s"], dtype=np.int32) - 1
        return csr_array((np.ones(len(skill), dtype=np.int8), skill, starts), shape=(len(self.employer), self.skills))

    def _block(self, first: int, last: int) -> Block:
        query = "SELECT v, s, strength, sole FROM staging.market_skill WHERE v > $1 AND v <= $2"
        found = self._con.execute(query, [first, last]).fetchnumpy()
        starts = np.searchsorted(found["v"], np.arange(first + 1, last + 2)).astype(np.int32)
        ones, skill = np.ones(len(found["s"]), dtype=np.int32), np.asarray(found["s"], dtype=np.int32) - 1
        asked = csr_array((ones, skill, starts), shape=(last - first, self.skills))
        return Block(first, asked, np.asarray(found["strength"]), np.asarray(found["sole"]))
