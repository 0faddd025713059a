"""Which vacancies are open to a person who knows some tools, and which further tools would open how many more."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from skilldemand.analysis.columns import Made, at_once, renumber
from skilldemand.analysis.estimate import Interval, clustered_interval
from skilldemand.analysis.sqlfiles import folder

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MOST = 50_000
"""Vacancies looked into at most: beyond, a fixed sample of them, which is plenty for the intervals."""


@dataclass(frozen=True)
class Scope:
    """Which vacancies are meant; null means any."""

    population: str = "ml"
    country: str | None = None
    seniority: str | None = None
    workplace: str | None = None
    open_now: bool = False


@dataclass(frozen=True, eq=False)
class Openings:
    """The vacancies of a scope that make at least one named tool a must, and what meets each must.

    `employer` has one entry a vacancy, `owner` one a must: its vacancy. `must` and `tool` have one for each tool that
    meets a must. All but `tool` and `employer` ascend. `free` counts the vacancies left out because they make no tool
    a must.
    """

    skills: Sequence[str]
    employer: Ints
    owner: Ints
    must: Ints
    tool: Ints
    free: int

    @property
    def n(self) -> int:
        """Vacancies with a must."""
        return len(self.employer)

    @property
    def employers(self) -> int:
        """Employers behind them."""
        return len(self._by_employer[1])

    @cached_property
    def _by_employer(self) -> tuple[Ints, Ints]:
        """Number of the employer of each vacancy, without gaps, and vacancies of each."""
        _, number, sizes = np.unique(self.employer, return_inverse=True, return_counts=True)
        return np.asarray(number), np.asarray(sizes)

    @cached_property
    def musts(self) -> Ints:
        """Musts of each vacancy."""
        return np.asarray(np.bincount(self.owner, minlength=self.n))

    @cached_property
    def pairs(self) -> tuple[Ints, Ints, Ints]:
        """Vacancies and tools that meet one of their musts: vacancy and tool of each pair, and the pair of each row."""
        width = max(1, len(self.skills))
        key, row = np.unique(self.owner[self.must] * width + self.tool, return_inverse=True)
        return np.asarray(key // width), np.asarray(key % width), np.asarray(row)

    @cached_property
    def by_tool(self) -> tuple[Ints, Ints]:
        """The musts that some tool meets, tool by tool, and where those of each begin, and the last end."""
        order = np.argsort(self.tool.astype(np.int16), kind="stable")  # numbers of 16 bits are sorted by radix
        return self.must[order], np.searchsorted(self.tool[order], np.arange(len(self.skills) + 1))

    @cached_property
    def starts(self) -> tuple[Ints, Ints]:
        """Where the rows of each must begin, and the pairs of each vacancy, and where the last end."""
        vacancy, *_ = self.pairs
        musts, vacancies = np.arange(len(self.owner) + 1), np.arange(self.n + 1)
        return np.searchsorted(self.must, musts), np.searchsorted(vacancy, vacancies)

    def wanted(self, satisfied: float) -> Ints:
        """Return how many musts of each vacancy have to be met when a part `satisfied` of them, 0..1, will do."""
        return np.asarray(np.ceil(self.musts * satisfied - 1e-9), dtype=np.int64)

    def open_to(self, have: Iterable[str], satisfied: float = 1.0) -> Mask:
        """Return for each vacancy whether the tools `have` meet enough of its musts."""
        return Progress(self, satisfied, have).is_open

    def counts(self, have: Iterable[str], satisfied: float = 1.0) -> tuple[Ints, Ints]:
        """Return for each of `skills` how many vacancies it alone would open, and how many have a must unmet by `have`.

        0 for the tools of `have` themselves.
        """
        progress = Progress(self, satisfied, have)
        return progress.opening, progress.wanting

    def interval(self, vacancies: Ints | Mask) -> Interval | None:
        """Return the share that `vacancies` make of all, with its interval clustered by employer.

        None with fewer than two employers.
        """
        number, sizes = self._by_employer
        if len(sizes) < 2:
            return None
        chosen = np.zeros(self.n, dtype=bool)
        chosen[vacancies] = True
        return clustered_interval(np.bincount(number[chosen], minlength=len(sizes)), sizes)


class Progress:
    """How far the tools of a person meet the musts of `openings`, kept up to date as further tools are learnt.

    `opening` and `wanting` have an entry a tool: the vacancies that it alone would open, and those with a must that it
    would meet and no tool of the person does.
    """

    def __init__(self, openings: Openings, satisfied: float, have: Iterable[str] = ()) -> None:
        self._openings = openings
        self._lacking = openings.wanted(satisfied)
        self._met = np.zeros(len(openings.owner), dtype=bool)
        vacancy, tool, pair = openings.pairs
        self._times = np.bincount(pair, minlength=len(vacancy))
        self.opening = np.bincount(tool[self._opens(np.arange(len(tool)))], minlength=len(openings.skills))
        self.wanting = np.bincount(tool, minlength=len(openings.skills))
        place = {skill: number for number, skill in enumerate(openings.skills)}
        for number in sorted(place[skill] for skill in set(have) if skill in place):
            self.learn(number)

    @property
    def is_open(self) -> Mask:
        """Return for each vacancy whether enough of its musts are met."""
        return np.asarray(self._lacking <= 0)

    def _opens(self, pairs: Ints) -> Mask:
        """Return of some pairs of `openings` whether the tool alone would open the vacancy."""
        lacking, times = self._lacking[self._openings.pairs[0][pairs]], self._times[pairs]
        return np.asarray((times > 0) & (lacking > 0) & (times >= lacking))

    def learn(self, tool: int) -> None:
        """Add the tool of this number to those of the person."""
        openings, (must, ends) = self._openings, self._openings.by_tool
        musts = must[ends[tool] : ends[tool + 1]]
        musts = musts[~self._met[musts]]
        rows_of, pairs_of = openings.starts
        vacancies = openings.owner[musts]
        touched = vacancies[np.diff(vacancies, prepend=-1) > 0]  # ascending, as the musts are
        pairs, rows = _ranges(pairs_of, touched), _ranges(rows_of, musts)
        self._count(pairs, -1)
        self._met[musts] = True
        np.subtract.at(self._lacking, vacancies, 1)
        np.subtract.at(self._times, openings.pairs[2][rows], 1)
        self._count(pairs, 1)

    def _count(self, pairs: Ints, sign: int) -> None:
        tool, size = self._openings.pairs[1][pairs], len(self._openings.skills)
        self.opening += sign * np.bincount(tool[self._opens(pairs)], minlength=size)
        self.wanting += sign * np.bincount(tool[self._times[pairs] > 0], minlength=size)


def _ranges(starts: Ints, chosen: Ints) -> Ints:
    """Return the numbers from `starts[i]` to before `starts[i + 1]` for each i that is chosen, one after the other."""
    sizes = starts[chosen + 1] - starts[chosen]
    return np.asarray(np.arange(int(sizes.sum())) + np.repeat(starts[chosen] - np.cumsum(sizes) + sizes, sizes))


class Musts:
    """What vacancies make a must, a row for each tool that meets one; `params` are those of sql/openings/must.sql."""

    def __init__(self, con: duckdb.DuckDBPyConnection, **params: Any) -> None:
        query = next(sql.text for sql in folder("openings") if sql.name == "must")
        rows = con.sql(query, params=params).fetchnumpy()
        self._rows = {name: np.asarray(np.ma.getdata(values)) for name, values in rows.items()}
        self._asks = ~np.ma.getmaskarray(rows["skill"])
        self._names = con.execute("SELECT skill_id FROM core.skill ORDER BY skill_id").fetchall()

    def of(self, bit: int) -> Openings:
        """Return the openings of the population of this number."""
        inside = (self._rows["populations"] >> bit) & 1 > 0
        rows = np.flatnonzero(inside & self._asks)
        free = int(np.count_nonzero(inside)) - len(rows)
        chosen: dict[str, npt.NDArray[Any]] = {name: column[rows] for name, column in self._rows.items()}
        vacancy, alternative = chosen["vacancy"].astype(np.int64), chosen["alternative"]
        begins = np.ones(len(vacancy), dtype=bool)
        begins[1:] = np.diff(vacancy) != 0
        first = begins.copy()
        first[1:] |= (alternative[1:] == 0) | (np.diff(alternative) != 0)
        skills, tool = np.flatnonzero(np.bincount(chosen["skill"])), renumber(chosen["skill"])
        return Openings(
            skills=[str(self._names[skill][0]) for skill in skills.tolist()],
            employer=chosen["employer"][begins].astype(np.int64),
            owner=(np.cumsum(begins) - 1)[first],
            must=np.cumsum(first) - 1,
            tool=tool,
            free=free,
        )


def load_openings(con: duckdb.DuckDBPyConnection, scope: Scope, most: int = MOST) -> Openings:
    """Return what the counted vacancies of `scope` make a must; raises duckdb.Error when the tables are not there."""
    return Musts(con, **vars(scope), most=most).of(0)


def each_population(
    con: duckdb.DuckDBPyConnection, work: Callable[[str, Openings], Made], most: int = MOST
) -> Iterator[Made]:
    """Yield what `work` makes of every population, in order, and its openings, which are read in one query."""
    musts = Musts(con, **{**vars(Scope()), "population": None}, most=most)
    names = con.execute("SELECT DISTINCT population FROM core.population ORDER BY population").fetchall()
    yield from at_once(con, lambda bit: work(names[bit][0], musts.of(bit)), range(len(names)))
