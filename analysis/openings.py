"""Which vacancies are open to a person who knows some tools, and which further tools would open how many more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
import numpy.typing as npt

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
    meets a must. `free` counts the vacancies left out because they make no tool a must.
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

    @cached_property
    def employers(self) -> int:
        """Employers behind them."""
        return len(np.unique(self.employer))

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

    def wanted(self, satisfied: float) -> Ints:
        """Return how many musts of each vacancy have to be met when a part `satisfied` of them, 0..1, will do."""
        return np.asarray(np.ceil(self.musts * satisfied - 1e-9), dtype=np.int64)

    def met(self, have: Iterable[str]) -> Ints:
        """Return how many musts of each vacancy a person with the tools `have` meets."""
        return np.bincount(self.owner[self._met_musts(have)], minlength=self.n)

    def open_to(self, have: Iterable[str], satisfied: float = 1.0) -> Mask:
        """Return for each vacancy whether the tools `have` meet enough of its musts."""
        return np.asarray(self.met(have) >= self.wanted(satisfied))

    def opened_by(self, have: Iterable[str], satisfied: float = 1.0) -> dict[str, Ints]:
        """Return for each further tool the vacancies that it alone would open, tools that open none left out."""
        vacancy, tool = self._opening_pairs(have, satisfied)
        order = np.argsort(tool, kind="stable")
        parts = np.split(vacancy[order], np.flatnonzero(np.diff(tool[order])) + 1)
        return {self.skills[number]: part for number, part in zip(np.unique(tool), parts, strict=False)}

    def counts(self, have: Iterable[str], satisfied: float = 1.0) -> tuple[Ints, Ints]:
        """Return for each of `skills` how many vacancies it alone would open, and how many have a must unmet by `have`.

        0 for the tools of `have` themselves.
        """
        times = self._unmet(have)
        _, tool = self._opening_pairs(have, satisfied)
        size = len(self.skills)
        return np.bincount(tool, minlength=size), np.bincount(self.pairs[1][times > 0], minlength=size)

    def _opening_pairs(self, have: Iterable[str], satisfied: float) -> tuple[Ints, Ints]:
        vacancy, tool, _ = self.pairs
        times, met, wanted = self._unmet(have), self.met(have), self.wanted(satisfied)
        opens = (times > 0) & (met < wanted)[vacancy] & (met[vacancy] + times >= wanted[vacancy])
        return vacancy[opens], tool[opens]

    def _unmet(self, have: Iterable[str]) -> Ints:
        """Return for each pair how many musts of the vacancy the tool meets that `have` does not."""
        rows = ~self._met_musts(have)[self.must]
        return np.bincount(self.pairs[2][rows], minlength=len(self.pairs[0]))

    def _met_musts(self, have: Iterable[str]) -> Mask:
        wanted = set(have)
        known = np.array([skill in wanted for skill in self.skills], dtype=bool)
        met = np.zeros(len(self.owner), dtype=bool)
        met[self.must[known[self.tool]]] = True
        return met

    def interval(self, vacancies: Ints | Mask) -> Interval | None:
        """Return the share that `vacancies` make of all, with its interval clustered by employer.

        None with fewer than two employers.
        """
        every, inverse = np.unique(self.employer, return_inverse=True)
        if len(every) < 2:
            return None
        chosen = np.zeros(self.n, dtype=bool)
        chosen[vacancies] = True
        asking = np.bincount(inverse, weights=chosen, minlength=len(every))
        return clustered_interval(asking.tolist(), np.bincount(inverse).tolist())


def load_openings(con: duckdb.DuckDBPyConnection, scope: Scope, most: int = MOST) -> Openings:
    """Return what the counted vacancies of `scope` make a must; raises duckdb.Error when the tables are not there."""
    query = next(sql.text for sql in folder("openings") if sql.name == "must")
    rows = con.sql(query, params={**vars(scope), "most": most}).fetchnumpy()
    vacancy, employer = (np.asarray(rows[name], dtype=np.int64) for name in ("vacancy", "employer"))
    absent = np.ma.getmaskarray(rows["must"])
    free = int(absent.sum())
    skills, tool = np.unique(np.asarray(rows["skill_id"][~absent], dtype=str), return_inverse=True)
    must = np.asarray(np.ma.getdata(rows["must"])[~absent], dtype=np.int64)
    kept, compact = np.unique(vacancy[~absent], return_inverse=True)
    first_row = np.searchsorted(vacancy[~absent], kept)
    first_of_must = np.searchsorted(must, np.arange(int(must.max()) + 1 if len(must) else 0))
    owner = compact[first_of_must]
    return Openings(
        skills=[str(skill) for skill in skills],
        employer=employer[~absent][first_row],
        owner=owner,
        must=must,
        tool=tool.astype(np.int64),
        free=free,
    )
