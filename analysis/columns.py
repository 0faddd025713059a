"""Columns between DuckDB and numpy, and the pairs of vacancy and skill in the order that the models read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

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


def codes(values: npt.NDArray[Any]) -> tuple[Ints, npt.NDArray[Any]]:
    """Return the number of each value, from 0 in their order, and the distinct values."""
    distinct, numbers = np.unique(values, return_inverse=True)
    return numbers.astype(np.int64), distinct


@dataclass(frozen=True)
class Pairs:
    """Which rows ask for which skill: `rows[starts[s]:starts[s + 1]]` are the rows that ask for skill number `s`."""

    rows: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Ints, skills: Ints, count: int) -> "Pairs":
        """Sort pairs of row and skill number by skill; `count` skills in all, also those that no row asks for."""
        order = np.argsort(skills, kind="stable")
        starts = np.searchsorted(skills[order], np.arange(count + 1))
        return cls(rows[order], starts.astype(np.int64))

    @property
    def skills(self) -> Ints:
        """The skill number of each entry of `rows`."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def within(self, chosen: npt.NDArray[np.bool_], skills: Ints) -> "Pairs":
        """Keep the rows that are `chosen` and the skill numbers in `skills`; both are numbered anew from 0."""
        numbers = np.cumsum(chosen) - 1
        place = np.full(len(self.starts) - 1, -1)
        place[skills] = np.arange(len(skills))
        owner = place[self.skills]
        keep = (owner >= 0) & chosen[self.rows]
        return Pairs.of(numbers[self.rows[keep]], owner[keep], len(skills))
