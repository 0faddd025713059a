"""The sums of cells as tables, so that a later build may add to them and take from them."""

from collections.abc import Mapping

import duckdb
import numpy as np
import numpy.typing as npt

from skilldemand.analysis.columns import Ints, fetch, insert
from skilldemand.analysis.items import WORDINGS, Items
from skilldemand.analysis.sums import Sums

WHOLE = "population"
"""Dimension with one cell a population: the whole of it."""
RATIO = 1 << 42
"""Shares of single employers are added up as whole numbers of such parts, so that their order does not matter.

The shares of two million employers fit into 64 bits.
"""
_FIGURES = ("k", "employers", "kk", "kn")
_WORDED = ("ratios", *WORDINGS)
Values = Mapping[str, tuple[str | None, ...]]
"""Dimension -> its values in order."""


def known_values(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return the values of each dimension that staging.cell holds."""
    known: dict[str, list[str]] = {}
    for dimension, value in con.execute("SELECT DISTINCT dimension, value FROM staging.cell").fetchall():
        known.setdefault(dimension, []).append(value)
    return known


class CellTables:
    """staging.cell, cell_size, cell_item and population_item as they stand, to be added to and written again.

    `sums` has a cell for each population and value of a dimension; `figures` are the columns of population_item from
    `ratios` on, by skill or set and by population.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, names: tuple[str, ...], values: Values, items: Items) -> None:
        self._con, self._names, self._values = con, np.array(names, dtype=object), values
        widths = {name: items.width if name == WHOLE else items.skills for name in values}
        self.sums = {name: Sums(len(names) * len(values[name]), width) for name, width in widths.items()}
        for dimension, sums in self.sums.items():
            self._read(dimension, sums)
        self.figures = np.zeros((len(_WORDED), items.sets_end, len(names)), dtype=np.int64)
        found = fetch(con, f"SELECT i, population, {', '.join(_WORDED)} FROM staging.population_item")
        at = found["i"].astype(np.int64) - 1, np.searchsorted(self._names, found["population"])
        for figure, name in zip(self.figures, _WORDED, strict=True):
            figure[at] = found[name]

    def add(self, sums: Mapping[str, Sums], figures: npt.NDArray[np.int64], sign: int) -> None:
        """Add what was counted of other employers, or take it away."""
        for dimension, own in self.sums.items():
            own.add_sums(sums[dimension], sign)
        self.figures += sign * figures

    def _cells(self, dimension: str) -> list[tuple[str, str | None]]:
        return [(str(population), value) for population in self._names for value in self._values[dimension]]

    def _read(self, dimension: str, sums: Sums) -> None:
        query = "SELECT c, population, value FROM staging.cell WHERE dimension = $1 ORDER BY c"
        found = self._con.execute(query, [dimension]).fetchall()
        if not found:
            return
        number = {cell: place for place, cell in enumerate(self._cells(dimension))}
        first, last = found[0][0], found[-1][0]
        at = np.zeros(last - first + 1, dtype=np.int64)
        at[[c - first for c, *_ in found]] = [number[population, value] for _, population, value in found]
        where = f"c BETWEEN {first} AND {last}"
        size = fetch(self._con, f"SELECT c, size, employers FROM staging.cell_size WHERE {where}")
        sums.sizes.add_rows(at[size["c"] - first], size["size"], size["employers"])
        item = fetch(self._con, f"SELECT c, i, {', '.join(_FIGURES)} FROM staging.cell_item WHERE {where}")
        for figure, name in zip(sums.figures, _FIGURES, strict=True):
            figure[item["i"].astype(np.int64) - 1, at[item["c"] - first]] = item[name]

    def write(self) -> None:
        """Write the cells that have vacancies, numbered from 1, and what some vacancy of a population asks for."""
        first = 1
        for table in ("cell", "cell_size", "cell_item", "population_item"):
            self._con.execute(f"TRUNCATE staging.{table}")
        for dimension, sums in self.sums.items():
            first += self._write(dimension, sums, first)
        item, cell = np.nonzero(self.figures[1:].any(axis=0))
        figures = {name: figure[item, cell] for name, figure in zip(_WORDED, self.figures, strict=True)}
        insert(self._con, "staging.population_item", {"population": self._names[cell], "i": item + 1, **figures})

    def _write(self, dimension: str, sums: Sums, first: int) -> int:
        """Write the cells of one dimension, numbered from `first`, and return how many there are."""
        key, size, times = sums.sizes.rows()
        cells, place = np.unique(key, return_inverse=True)
        numbers = np.zeros(sums.k.shape[1], dtype=np.int64)
        numbers[cells] = np.arange(first, first + len(cells))
        populations, values = zip(*self._cells(dimension), strict=True) if len(cells) else ((), ())
        insert(self._con, "staging.cell", {
            "c": numbers[cells], "dimension": [dimension] * len(cells),
            "population": [populations[cell] for cell in cells], "value": [values[cell] for cell in cells],
            "n": _total(place, times * size), "employers": _total(place, times), "nn": _total(place, times * size**2),
            "largest": size[np.flatnonzero(np.diff(key, append=-1))],
        })  # fmt: skip
        insert(self._con, "staging.cell_size", {"c": numbers[key], "size": size, "employers": times})
        item, cell = np.nonzero(sums.asking)
        figures = {name: figure[item, cell] for name, figure in zip(_FIGURES, sums.figures, strict=True)}
        insert(self._con, "staging.cell_item", {"c": numbers[cell], "i": item + 1, **figures})
        return len(cells)


def _total(place: Ints, values: Ints) -> Ints:
    """Add up whole numbers under 2**53 by place."""
    return np.bincount(place, weights=values).astype(np.int64)
