"""staging.cell and the tables beside it: sums of every population, slice and month from one pass over the market."""

from collections.abc import Mapping
from functools import partial

import duckdb
import numpy as np
import numpy.typing as npt

from skilldemand.analysis.columns import Ints, at_once, insert
from skilldemand.analysis.concentration import Concentration
from skilldemand.analysis.items import WORDINGS, Items, wordings
from skilldemand.analysis.market import DIMENSIONS, Block, Coded, Market
from skilldemand.analysis.sums import Asking, Groups, Sums, asking

_MONTHS = {"month": "CASE WHEN trusted THEN month END"}
"""Dimensions whose values are months -> the month that counts there, null for none."""


class _Dimension:
    """The sums of one dimension: a cell for each population and value."""

    def __init__(self, name: str, column: Coded, market: Market) -> None:
        self.name, self._column, self._market = name, column, market
        self.sums = Sums(len(market.members) * len(column.values), market.skills)

    def add(self, block: Block, population: Ints, row: Ints) -> None:
        """Add the vacancies `row` of the block, each in the population beside it."""
        value = self._column.codes[block.rows][row]
        cell = population * len(self._column.values) + value
        known = value >= 0
        groups = Groups.of(row[known], cell[known], self._market.employer[block.rows])
        self.sums.add_groups(groups)
        single, several = groups.split()
        self.sums.add_single(single, block.asked)
        for part in several.parts():
            self.sums.add(asking(part, block.asked), part.sizes)

    def names(self) -> Mapping[str, npt.NDArray[np.object_]]:
        """Return the population and the value of each cell."""
        populations, values = list(self._market.members), self._column.values
        names = np.array([(p, self.name, v) for p in populations for v in values], dtype=object).reshape(-1, 3)
        return dict(zip(("population", "dimension", "value"), names.T, strict=True))


class _Populations:
    """What only whole populations are counted for: sets of skills, wording, and where the demand lies."""

    def __init__(self, con: duckdb.DuckDBPyConnection, market: Market) -> None:
        self._market, self._items = market, Items.load(con, market.skills)
        self.names = np.array(list(market.members), dtype=object)
        self.sums = Sums(len(self.names), market.skills + self._items.count)
        self._ratios = np.zeros(self.sums.k.shape)
        self._concentration = Concentration(con, market.skills, tuple(market.members))
        width = market.skills + self._items.sets.shape[1]
        self._worded = np.zeros((len(WORDINGS), len(market.role.values), width), dtype=np.int64)

    def add(self, block: Block, population: Ints, row: Ints) -> None:
        """Add the vacancies `row` of the block, each in the population beside it."""
        groups = Groups.of(row, population, self._market.employer[block.rows])
        self.sums.add_groups(groups)
        met = self._items.met(block.asked)
        for part in groups.parts():
            found = asking(part, block.asked)
            self._concentration.add(found, part)
            self._count(found, part.sizes, 0)
            self._count(asking(part, met), part.sizes, self._market.skills)
        self._worded += wordings(block, self._market, self._items)

    def _count(self, found: Asking, sizes: Ints, first: int) -> None:
        self.sums.add(found, sizes, first)
        at = first + found.item[found.starts], found.cell[found.starts]
        self._ratios[at] += found.sum(found.k / sizes[found.group])

    def write(self, con: duckdb.DuckDBPyConnection) -> None:
        """Fill staging.population_item, staging.asking_size and staging.asking_most."""
        member = np.array(list(self._market.members.values()), dtype=np.int64).reshape(len(self.names), -1)
        worded = np.einsum("pr,wri->wip", member, self._worded)
        item, cell = np.nonzero(worded.any(axis=0))
        figures = {name: worded[place, item, cell] for place, name in enumerate(WORDINGS)}
        insert(con, "staging.population_item", {
            "population": self.names[cell], "i": item + 1, "ratios": self._ratios[item, cell], **figures,
        })  # fmt: skip
        self._concentration.write(con)


def _write(con: duckdb.DuckDBPyConnection, sums: Sums, names: Mapping[str, npt.NDArray[np.object_]], first: int) -> int:
    """Write the cells that have vacancies, numbered from `first`, and return the number of the next."""
    cells = np.flatnonzero(sums.n)
    numbers = np.zeros(len(sums.n), dtype=np.int64)
    numbers[cells] = np.arange(first, first + len(cells))
    totals = {"n": sums.n, "employers": sums.employers, "nn": sums.nn, "largest": sums.largest}
    chosen = {name: values[cells] for name, values in (*names.items(), *totals.items())}
    insert(con, "staging.cell", {"c": numbers[cells], **chosen})
    item, cell = np.nonzero(sums.asking)
    figures = {"k": sums.k, "employers": sums.asking, "kk": sums.kk, "kn": sums.kn}
    found = {name: values[item, cell] for name, values in figures.items()}
    insert(con, "staging.cell_item", {"c": numbers[cell], "i": item + 1, **found})
    return first + len(cells)


def _add(block: Block, population: Ints, row: Ints, counted: "_Populations | _Dimension") -> None:
    counted.add(block, population, row)


def write_cells(con: duckdb.DuckDBPyConnection) -> None:
    """Fill staging.cell, cell_item, population_item, asking_size and asking_most from staging.market."""
    market = Market(con)
    columns = {**{name: name for name in DIMENSIONS}, **_MONTHS}
    dimensions = [_Dimension(name, market.coded(column), market) for name, column in columns.items()]
    whole = _Populations(con, market)
    inside = np.array(list(market.members.values())).reshape(len(market.members), -1)
    for block in market.blocks():
        population, row = np.nonzero(inside[:, market.role.codes[block.rows]])
        add = partial(_add, block, population, row)
        list(at_once(con, add, (whole, *dimensions)))
    nothing = np.full(len(whole.names), None, dtype=object)
    kind = np.full(len(whole.names), "population", dtype=object)
    number = _write(con, whole.sums, {"population": whole.names, "dimension": kind, "value": nothing}, 1)
    for dimension in dimensions:
        number = _write(con, dimension.sums, dimension.names(), number)
    whole.write(con)
