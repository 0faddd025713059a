"""The counted vacancies as numbers, and what they ask for, some whole employers at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Ints, employer_blocks, fetch, populations

BLOCK = 100_000
"""Vacancies of a block, about: enough that numpy works on long columns, few enough that memory stays bounded."""
DIMENSIONS = ("role", "seniority", "country", "remote", "employer_size", "source")
_SKILL = 12
"""Bits for the number of a skill, behind that of a vacancy."""
BEFORE, AFTER = "_before", "_after"
"""Ends of the names of the tables that hold, in an addition, the rows of the touched employers only."""


@dataclass(frozen=True)
class Coded:
    """A column of few values: `values` in order, and for each vacancy the place of its own, -1 where it has none."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int16]

    @classmethod
    def of(cls, texts: pa.ChunkedArray) -> "Coded":
        """Encode a column of few texts."""
        encoded = texts.combine_chunks().dictionary_encode()
        names = encoded.dictionary.to_pylist()
        order = sorted(range(len(names)), key=names.__getitem__)
        place = np.empty(len(names) + 1, dtype=np.int16)
        place[order], place[-1] = np.arange(len(names)), -1
        return cls(tuple(names[i] for i in order), place[encoded.indices.fill_null(-1).to_numpy()])

    def among(self, values: Sequence[str]) -> "Coded":
        """Return the same column with the places that its values have among more `values`."""
        place = {value: number for number, value in enumerate(values)}
        places = np.array([*(place[value] for value in self.values), -1], dtype=np.int16)
        return Coded(tuple(values), places[self.codes])


@dataclass(frozen=True, eq=False)
class Block:
    """Vacancies of some whole employers, and what they ask for.

    `rows` says where they stand in the columns of the market, `v` how they are numbered. `asked` has a row a vacancy
    and a column a skill; `strength` and `sole` have an entry for each of its ones.
    """

    rows: slice
    v: Ints
    asked: csr_array
    strength: npt.NDArray[np.int8]
    sole: npt.NDArray[np.bool_]


class Market:
    """The rows of staging.market by their number, those of one employer next to each other.

    With `part` those of the touched employers only, as they were (BEFORE) or as they are (AFTER).
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, part: str = "") -> None:
        self._con, self.part = con, part
        self._table = con.table(f"staging.market{part}")
        found = self._table.select("v, e").fetchnumpy()
        self._order = _ascending(found["v"])
        self.v, self.employer = found["v"][self._order], found["e"][self._order].astype(np.int32)
        ((self.skills,),) = con.execute("SELECT count(*) FROM staging.skill_number").fetchall()
        self.role = self.coded("role")
        self.members = dict(populations(con, np.array(self.role.values, dtype=object)))
        """Population -> for each value of `role` whether it belongs to it."""

    def coded(self, column: str) -> Coded:
        """Return a column of staging.market, or an expression over its columns, whose values are few texts."""
        found = Coded.of(self._table.select(f"({column})::VARCHAR AS x").to_arrow_table()["x"])
        return Coded(found.values, found.codes[self._order])

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """Yield the market in blocks of about `size` vacancies, each with whole employers."""
        for rows, _ in employer_blocks(self.employer, size):
            v = self.v[rows]
            asked, values = self._asked(v, f"WHERE v BETWEEN {v[0]} AND {v[-1]}", ", strength, sole", np.int32)
            yield Block(rows, v, asked, values["strength"], values["sole"])

    def asked(self, v: Ints) -> csr_array:
        """Return what the vacancies of these numbers ask for: a row a vacancy, a column a skill."""
        return self._asked(self.v, "", "", np.int8)[0][np.searchsorted(self.v, v)]

    def _asked(self, v: Ints, where: str, further: str, kind: type) -> tuple[csr_array, dict[str, npt.NDArray[Any]]]:
        """Return what the vacancies ask for, all that `where` chooses, and `further` columns of what they ask for.

        Skills ascend within a vacancy.
        """
        columns = f"(v << {_SKILL}) | s AS key{further}"
        found = fetch(self._con, f"SELECT {columns} FROM staging.market_skill{self.part} {where}")
        key = found.pop("key")
        if found:
            order = _ascending(key)
            key, found = key[order], {name: values[order] for name, values in found.items()}
        else:
            key.sort(kind="stable")  # in place, for there may be ten million
        starts = np.append(np.searchsorted(key, v << _SKILL), len(key)).astype(np.int32)
        key &= (1 << _SKILL) - 1
        skill = key.astype(np.int32)
        skill -= 1
        asked = csr_array((np.ones(len(skill), dtype=kind), skill, starts), shape=(len(v), self.skills))
        return asked, found


def _ascending(numbers: Ints) -> Ints | slice:
    """Return how to take rows so that their numbers ascend; rows of one number keep their order."""
    if (numbers[1:] >= numbers[:-1]).all():
        return slice(None)
    return np.argsort(numbers, kind="stable")


def changes(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, Market]]:
    """Yield what is to be added, with 1, and taken away, with -1, from sums over employers as they stand.

    In a rebuild they stand at nothing, and the whole market is added; in an addition the touched employers are taken
    away as they were and added as they are.
    """
    if adding(con):
        yield -1, Market(con, BEFORE)
        yield 1, Market(con, AFTER)
    else:
        yield 1, Market(con)


def adding(con: duckdb.DuckDBPyConnection) -> bool:
    """Return whether an addition is under way."""
    query = "SELECT count(*) FROM duckdb_tables() WHERE table_name = $1"
    return con.execute(query, [f"market{BEFORE}"]).fetchall() != [(0,)]
