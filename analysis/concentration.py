"""How the demand for each skill lies with the employers of each population: staging.asking_size and asking_most."""

import duckdb
import numpy as np
import numpy.typing as npt

from skilldemand.analysis.columns import fetch, insert
from skilldemand.analysis.sums import Asking, Groups

_NAMED = """
SELECT m.e, n.name
FROM (SELECT DISTINCT e, employer_id FROM staging.market) AS m
JOIN core.employer AS n USING (employer_id)
WHERE n.named
"""
_SMALL = 64
"""Vacancies of one employer that ask for one skill: below, there is a counter for every number."""


class Concentration:
    """Counters by skill and population: employers by the number of their vacancies that ask, and the largest named."""

    def __init__(self, con: duckdb.DuckDBPyConnection, skills: int, populations: tuple[str, ...]) -> None:
        named = fetch(con, _NAMED)
        self._names, place = np.unique(named["name"].astype(str), return_inverse=True)
        self._rank = np.full(int(named["e"].max(initial=0)) + 1, -1, dtype=np.int64)
        self._rank[named["e"]] = place
        self._populations = populations
        shape = (skills, len(populations))
        self._small, self._most = np.zeros((*shape, _SMALL), dtype=np.int64), np.zeros(shape, dtype=np.int64)
        self._large: list[npt.NDArray[np.int64]] = []

    def add(self, found: Asking, groups: Groups) -> None:
        """Add what some employers ask for; the items are skills, and the cells of the groups populations."""
        key, small = found.item * len(self._populations) + found.cell, found.k < _SMALL
        counted = np.bincount(key[small] * _SMALL + found.k[small], minlength=self._small.size)
        self._small += counted.reshape(self._small.shape)
        self._large.append(np.stack([key[~small], found.k[~small]]))
        rank = self._rank[np.minimum(groups.employer[found.group], len(self._rank) - 1)]
        score = np.where(rank >= 0, (found.k + 1) * len(self._names) - rank, 0)
        if len(score):
            at = found.item[found.starts], found.cell[found.starts]
            self._most[at] = np.maximum(self._most[at], np.maximum.reduceat(score, found.starts))

    def write(self, con: duckdb.DuckDBPyConnection) -> None:
        """Fill staging.asking_size and staging.asking_most."""
        width, names = len(self._populations), np.array(self._populations, dtype=object)
        item, cell, k = np.nonzero(self._small)
        large, times = np.unique(np.concatenate([np.zeros((2, 0), np.int64), *self._large], axis=1), axis=1,
                                 return_counts=True)  # fmt: skip
        key = np.concatenate([item * width + cell, large[0]])
        insert(con, "staging.asking_size", {
            "population": names[key % width], "s": key // width + 1, "k_g": np.concatenate([k, large[1]]),
            "employers": np.concatenate([self._small[item, cell, k], times]),
        })  # fmt: skip
        item, cell = np.nonzero(self._most)
        score, base = self._most[item, cell] - 1, max(len(self._names), 1)
        insert(con, "staging.asking_most", {
            "population": names[cell], "s": item + 1, "k_g": score // base,
            "employer": self._names[base - 1 - score % base].astype(object),
        })  # fmt: skip
