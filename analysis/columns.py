"""Columns between DuckDB and numpy, and the pairs of vacancy and skill in the order that the models read them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_array

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def fetch(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, npt.NDArray[Any]]:
    """Return the columns of a query, none of which may hold null."""
    return {name: np.asarray(values) for name, values in con.execute(sql).fetchnumpy().items()}


def insert(con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, Sequence[Any] | npt.NDArray[Any]]) -> None:
    """Append rows to a table by the names of its columns; NaN is written as null."""
    arrays = {name: pa.array(values, from_pandas=True) for name, values in columns.items()}
    con.register("incoming", pa.table(arrays))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608 (the table is named in this stage)
    con.unregister("incoming")


def populations(con: duckdb.DuckDBPyConnection, roles: npt.NDArray[Any]) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
    """Yield each population with a mask: which of `roles`, one a row or one each, belong to it."""
    members: dict[str, set[str]] = {}
    for population, role in con.execute("SELECT population, role FROM core.population ORDER BY ALL").fetchall():
        members.setdefault(population, set()).add(role)
    for population, wanted in members.items():
        yield population, np.isin(roles, sorted(wanted)) | ("*" in wanted)


def renumber(values: npt.NDArray[Any]) -> Ints:
    """Return the values, whole and not negative, numbered anew from 0 without gaps and in the same order."""
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    place = np.cumsum(np.bincount(values) > 0) - 1
    return np.asarray(place[values])


@dataclass(frozen=True)
class Pairs:
    """Which rows ask for which skill: `rows[starts[s]:starts[s + 1]]` are the rows that ask for skill number `s`."""

    rows: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Ints, skills: Ints, count: int) -> "Pairs":
        """Sort pairs of row and skill number by skill; `count` skills in all, also those that no row asks for."""
        if (np.diff(skills) < 0).any():
            order = np.argsort(skills, kind="stable")
            rows, skills = rows[order], skills[order]
        return cls(rows, np.searchsorted(skills, np.arange(count + 1)).astype(np.int64))

    @property
    def skills(self) -> Ints:
        """The skill number of each entry of `rows`."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def within(self, chosen: npt.NDArray[np.bool_], skills: Ints) -> "Pairs":
        """Keep the rows that are `chosen` and the skills, ascending, in `skills`; both are numbered anew from 0."""
        numbers = np.cumsum(chosen) - 1
        wanted = np.zeros(len(self.starts) - 1, dtype=bool)
        wanted[skills] = True
        keep = np.repeat(wanted, np.diff(self.starts)) & chosen[self.rows]
        counts = np.bincount(self.skills[keep], minlength=len(wanted))[skills]
        return Pairs(numbers[self.rows[keep]], np.concatenate([[0], np.cumsum(counts)]))

    def owners(self, owner: Ints) -> Ints:
        """Return for each skill how many owners its rows have; `owner` numbers the owner of each row from 0."""
        shape = (len(self.starts) - 1, int(owner.max(initial=0)) + 1)
        found = csr_array((np.ones(len(self.rows), dtype=np.int32), owner[self.rows], self.starts.copy()), shape=shape)
        found.sum_duplicates()
        return np.asarray(np.diff(found.indptr), dtype=np.int64)
