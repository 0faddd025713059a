"""staging.newcomer: skills that came up after the first month of the data, and who asked for them before and after."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import duckdb
import numpy as np
from scipy.sparse import csr_array

from skilldemand.analysis.columns import Ints, at_once, columns_of, counted, insert, renumber, rows_of
from skilldemand.analysis.dated import Dated
from skilldemand.analysis.sums import Groups, Sums, asking


def _employers(asked: csr_array, month: Ints, employer: Ints) -> Ints:
    """Count the employers with such vacancies."""
    groups = Groups.of(np.arange(len(month)), month, employer.astype(np.int32))
    sums = Sums(int(month.max()) + 1, asked.shape[1])
    for part in groups.parts():
        sums.add(asking(part, asked), part.sizes)
    return sums.asking


def _came_up(k: Ints, employers: Ints, least: float) -> Ints:
    """Return the month in which each skill came up; -1 for those that never did."""
    burst = (k >= least) & (employers >= least / 2)
    return np.where(burst.any(axis=1), burst.argmax(axis=1), -1)


def _after(asked: csr_array, month: Ints, employer: Ints, first: Ints) -> dict[str, Ints]:
    """Sum over employers what each skill is asked for after its month `first`, and what they have then."""
    later = (first[asked.indices] >= 0) & (np.repeat(month, np.diff(asked.indptr)) > first[asked.indices])
    starts = np.concatenate([[0], np.cumsum(later)])[asked.indptr]
    ones = np.ones(int(starts[-1]), dtype=np.int32)
    matrix = csr_array((ones, asked.indices[later], starts), shape=asked.shape)
    groups = Groups.of(np.arange(len(month)), np.zeros(len(month), dtype=np.int64), employer.astype(np.int32))
    owner, months = np.repeat(np.arange(len(groups.cell)), groups.sizes), int(month.max()) + 1
    monthly = np.bincount(owner * months + month, minlength=len(groups.cell) * months).reshape(-1, months)
    after = monthly[:, ::-1].cumsum(axis=1)[:, ::-1] - monthly
    names = ("k_after", "employers_after", "kk", "kn")
    found = {name: np.zeros(asked.shape[1], dtype=np.int64) for name in names}
    for part, sizes in zip(groups.parts(), _sizes(groups, after), strict=True):
        asks = asking(part, matrix)
        at = asks.item[asks.starts]
        found["k_after"][at] += asks.sum(asks.k)
        found["employers_after"][at] += np.diff(np.append(asks.starts, len(asks.k)))
        found["kk"][at] += asks.sum(asks.k**2)
        found["kn"][at] += asks.sum(asks.k * sizes[asks.group, first[asks.item]])
    employers, nn, n = (after > 0).sum(axis=0), (after**2).sum(axis=0), after.sum(axis=0)
    return {**found, "n_after": n[first], "employers": employers[first], "nn": nn[first]}


def _sizes(groups: Groups, table: Ints) -> Iterator[Ints]:
    """Yield the rows of a table of the groups that belong to each of their parts."""
    first = 0
    for part in groups.parts():
        yield table[first : first + len(part.cell)]
        first += len(part.cell)


def _rows(dated: Dated, member: Ints) -> dict[str, Any]:
    """Return the columns of one population, from s on; `member` are the rows of its vacancies."""
    employer, begin = renumber(dated.columns["employer"][member]), int(dated.columns["month"][member].min())
    asked, month = rows_of(dated.asked, member), dated.columns["month"][member] - begin
    k, least = counted(asked, month, int(month.max()) + 1), dated.limits["min_asking"]
    late = np.flatnonzero((k[:, 0] < least) & (k >= least).any(axis=1))
    k, asked = k[late], columns_of(asked, late)
    first = _came_up(k, _employers(asked, month, employer), least)
    earlier = np.arange(k.shape[1]) < first[:, None]
    columns: dict[str, Any] = {
        "s": late + 1,
        "month": begin + first,
        "k_before": np.where(earlier, k, 0).sum(axis=1),
        "n_before": np.where(earlier, np.bincount(month), 0).sum(axis=1),
        **_after(asked, month, employer, first),
    }
    return {name: values[first >= 0] for name, values in columns.items()}


def write_newcomers(con: duckdb.DuckDBPyConnection, dated: Dated) -> None:
    """Fill staging.newcomer anew, for every population."""
    con.execute("TRUNCATE staging.newcomer")
    members = {population: dated.of(wanted) for population, wanted in dated.members.items()}
    known = {population: member for population, member in members.items() if len(member)}
    for population, rows in zip(known, at_once(con, partial(_rows, dated), known.values()), strict=True):
        insert(con, "staging.newcomer", {"population": [population] * len(rows["s"]), **rows})
