"""staging.cell and the tables beside it: sums of every population, slice and month from one pass over the market."""

from collections.abc import Mapping
from functools import partial

import duckdb
import numpy as np
import numpy.typing as npt

from skilldemand.analysis.cell_tables import RATIO, WHOLE, CellTables, known_values
from skilldemand.analysis.columns import Ints, at_once
from skilldemand.analysis.concentration import Asked, Concentration
from skilldemand.analysis.items import WORDINGS, Items, wordings
from skilldemand.analysis.market import DIMENSIONS, Block, Coded, Market, changes
from skilldemand.analysis.sums import Asking, Groups, Sums, asking

_COLUMNS = {**{name: name for name in DIMENSIONS}, "month": "CASE WHEN trusted THEN month END"}
"""Dimension -> column of staging.market with its values; null counts in none."""


class _Dimension:
    """The sums of one dimension: a cell for each population and value."""

    def __init__(self, column: Coded, market: Market) -> None:
        self._column, self._market = column, market
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


class _Populations:
    """What only whole populations are counted for: sets of skills, wording, and where the demand lies."""

    def __init__(self, con: duckdb.DuckDBPyConnection, market: Market, items: Items) -> None:
        self._market, self._items = market, items
        self.sums = Sums(len(market.members), items.width)
        self.asked = Asked(con, market)
        self._ratios = np.zeros(self.sums.k.shape, dtype=np.int64)
        self._worded = np.zeros((len(WORDINGS), len(market.role.values), items.sets_end), dtype=np.int64)

    def add(self, block: Block, population: Ints, row: Ints) -> None:
        """Add the vacancies `row` of the block, each in the population beside it."""
        groups = Groups.of(row, population, self._market.employer[block.rows])
        self.sums.add_groups(groups)
        met = self._items.met(block.asked)
        for part in groups.parts():
            found = asking(part, block.asked)
            self.asked.add(found, part)
            self._count(found, part.sizes, 0)
            self._count(asking(part, met), part.sizes, self._market.skills)
        self._worded += wordings(block, self._market, self._items)

    def _count(self, found: Asking, sizes: Ints, first: int) -> None:
        self.sums.add(found, sizes, first)
        at, n = (first + found.item[found.starts], found.cell[found.starts]), sizes[found.group]
        self._ratios[at] += found.sum((2 * RATIO * found.k + n) // (2 * n))

    @property
    def figures(self) -> npt.NDArray[np.int64]:
        """Return the columns of staging.population_item from `ratios` on, by skill or set and by population."""
        member = np.array(list(self._market.members.values()), dtype=np.int64).reshape(len(self._market.members), -1)
        worded = np.einsum("pr,wri->wip", member, self._worded)
        return np.concatenate([self._ratios[None, : self._items.sets_end], worded])


def _add(block: Block, population: Ints, row: Ints, counted: _Populations | _Dimension) -> None:
    counted.add(block, population, row)


def _count(
    con: duckdb.DuckDBPyConnection, market: Market, items: Items, values: Mapping[str, tuple[str, ...]]
) -> tuple[_Populations, dict[str, Sums]]:
    """Count a market, or the touched employers of an addition, in cells for each of `values`."""
    whole = _Populations(con, market, items)
    columns = {name: market.coded(column).among(values[name]) for name, column in _COLUMNS.items()}
    dimensions = {name: _Dimension(column, market) for name, column in columns.items()}
    inside = np.array(list(market.members.values())).reshape(len(market.members), -1)
    for block in market.blocks():
        population, row = np.nonzero(inside[:, market.role.codes[block.rows]])
        list(at_once(con, partial(_add, block, population, row), (whole, *dimensions.values())))
    return whole, {WHOLE: whole.sums, **{name: dimension.sums for name, dimension in dimensions.items()}}


def write_cells(con: duckdb.DuckDBPyConnection) -> None:
    """Bring staging.cell, cell_size, cell_item, population_item, asking_size and asking_most up to date."""
    parts, known = list(changes(con)), known_values(con)
    names, skills = tuple(parts[0][1].members), parts[0][1].skills
    values: dict[str, tuple[str, ...]] = {}
    for name, column in _COLUMNS.items():
        found = [part.coded(column).values for _, part in parts]
        values[name] = tuple(sorted(set(known.get(name, ())).union(*found)))
    items = Items.load(con, skills)
    tables = CellTables(con, names, {WHOLE: (None,), **values}, items)
    concentration = Concentration(con, names, skills)
    for sign, part in parts:
        whole, sums = _count(con, part, items, values)
        tables.add(sums, whole.figures, sign)
        concentration.add(whole.asked, sign)
    tables.write()
    concentration.write()
