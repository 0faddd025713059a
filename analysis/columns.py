"""Columns between DuckDB and numpy, and who asks for what as the matrices that the models read."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_array

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Item = TypeVar("Item")
Made = TypeVar("Made")
_ROWS = 100_000
"""Rows looked at once."""


def fetch(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, npt.NDArray[Any]]:
    """Return the columns of a query, none of which may hold null."""
    return {name: np.asarray(values) for name, values in con.execute(sql).fetchnumpy().items()}


def insert(con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, Sequence[Any] | npt.NDArray[Any]]) -> None:
    """Append rows to a table by the names of its columns; NaN is written as null."""
    arrays = {name: pa.array(values, from_pandas=True) for name, values in columns.items()}
    con.register("incoming", pa.table(arrays))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    con.unregister("incoming")


def at_once(con: duckdb.DuckDBPyConnection, work: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
    """Yield what `work` makes of each item, in order, as many at once as the connection has threads.

    `work` must not use the connection. numpy and scipy leave other threads alone while they count. Items are asked for
    as they are needed, and no more than `threads` results wait to be taken.
    """
    ((threads,),) = con.execute("SELECT current_setting('threads')").fetchall()
    with ThreadPoolExecutor(threads) as pool:
        begun: deque[Future[Made]] = deque()
        for item in items:
            begun.append(pool.submit(work, item))
            if len(begun) > threads:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items, none of which is None, each made in another thread while the one before it is in use."""
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(next, items, None)
        while (item := made.result()) is not None:
            made = pool.submit(next, items, None)
            yield item


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


def begins(*columns: npt.NDArray[Any]) -> Ints:
    """Return the rows in which some column differs from the row before; the first row is one."""
    new = np.ones(len(columns[0]), dtype=bool)
    new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(new)


def asked_matrix(rows: Ints, skills: Ints, shape: tuple[int, int]) -> csr_array:
    """Return which row asks for which skill, each pair named once, as a matrix of ones."""
    return csr_array((np.ones(len(rows), dtype=np.int8), (rows, skills)), shape=shape)


def weighed(asked: csr_array, weights: Floats) -> csr_array:
    """Return `asked` with a weight for each of its ones, in their order."""
    return csr_array((weights, asked.indices, asked.indptr), shape=asked.shape)


def owners(asked: csr_array, employer: Ints) -> Ints:
    """Return for each column how many employers have a row that asks for it; `employer` ascends."""
    found = np.zeros(asked.shape[1], dtype=np.int64)
    for rows, starts in employer_blocks(employer, _ROWS):
        part, size = asked[rows], rows.stop - rows.start
        own = csr_array((np.ones(size, dtype=bool), np.arange(size), starts), shape=(len(starts) - 1, size))
        found += np.bincount((own @ part.astype(bool)).indices, minlength=len(found))
    return found


def counted(asked: csr_array, group: Ints, groups: int) -> Ints:
    """Count the rows of each group that ask for each column, (columns, groups)."""
    found = np.zeros(asked.shape[1] * groups, dtype=np.int64)
    for first in range(0, len(group), _ROWS):
        part, own = asked[first : first + _ROWS], group[first : first + _ROWS]
        found += np.bincount(part.indices * groups + np.repeat(own, np.diff(part.indptr)), minlength=len(found))
    return found.reshape(-1, groups)


def rows_of(asked: csr_array, rows: Ints) -> csr_array:
    """Return some rows, ascending; nothing is copied where all are wanted."""
    return asked if len(rows) == asked.shape[0] else asked[rows]


def columns_of(asked: csr_array, columns: Ints) -> csr_array:
    """Return some columns, ascending; nothing is copied where all are wanted."""
    return asked if len(columns) == asked.shape[1] else asked[:, columns]


def employer_blocks(employer: Ints, size: int, most: int | None = None) -> Iterator[tuple[slice, Ints]]:
    """Cut rows into blocks of about `size` that hold whole employers, and say where each employer begins in its block.

    `employer` ascends; the beginnings end with the length of the block. With `most` a block has so many employers at
    most.
    """
    bounds = np.append(begins(employer), len(employer))
    at = 0
    while at < len(bounds) - 1:
        until = max(at + 1, int(np.searchsorted(bounds, bounds[at] + size, side="right")) - 1)
        until = min(until, at + most) if most else until
        yield slice(int(bounds[at]), int(bounds[until])), bounds[at : until + 1] - bounds[at]
        at = until


def block_sums(weights: csr_array, starts: Ints) -> Floats:
    """Add up the rows from each start to before the next, as a table of all columns."""
    shape = (len(starts) - 1, weights.shape[1])
    joined = csr_array((weights.data, weights.indices, weights.indptr[starts]), shape=shape)
    return np.asarray(joined.toarray(), dtype=np.float64)
