"""How the demand for each skill lies with the employers of each population: staging.asking_size and asking_most."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from skilldemand.analysis.columns import Ints, fetch, insert
from skilldemand.analysis.histogram import Histogram
from skilldemand.analysis.market import Market
from skilldemand.analysis.sums import Asking, Groups


class Most(NamedTuple):
    """The named employer that asks for a skill in most vacancies, `k` of them."""

    k: int
    name: str
    e: int


class Asked:
    """Of some employers: how many ask in how many vacancies, by skill and population, and the largest named one."""

    def __init__(self, con: duckdb.DuckDBPyConnection, market: Market) -> None:
        query = "SELECT e.e, n.name FROM staging.employer_number AS e JOIN core.employer AS n USING (employer_id) "
        named = fetch(con, query + "WHERE n.named ORDER BY n.name, e.e")
        self._named = named["e"].astype(np.int64)
        self._names = named["name"]
        self._rank = np.full(1 + int(max(self._named.max(initial=0), market.employer.max(initial=0))), -1)
        self._rank[self._named] = np.arange(len(self._named))
        self._shape = (market.skills, len(market.members))
        self.sizes = Histogram(market.skills * len(market.members))
        self._most = np.zeros(self._shape, dtype=np.int64)

    def add(self, found: Asking, groups: Groups) -> None:
        """Add what some employers ask for; the items are skills, and the cells of the groups populations."""
        self.sizes.add(found.item * self._shape[1] + found.cell, found.k)
        rank = self._rank[groups.employer[found.group]]
        score = np.where(rank >= 0, (found.k + 1) * len(self._named) - rank, 0)
        if len(score):
            at = found.item[found.starts], found.cell[found.starts]
            self._most[at] = np.maximum(self._most[at], np.maximum.reduceat(score, found.starts))

    @property
    def most(self) -> dict[tuple[int, int], Most]:
        """Skill and population, as numbers from 0 -> the named employer that asks most; of equals, by name."""
        item, cell = np.nonzero(self._most)
        base, score = max(len(self._named), 1), self._most[item, cell] - 1
        rank = base - 1 - score % base
        found = map(Most, (score // base).tolist(), self._names[rank].tolist(), self._named[rank].tolist())
        return dict(zip(zip(item.tolist(), cell.tolist(), strict=True), found, strict=True))


_LARGEST = """
SELECT p.population, k.s, count(*) AS k_g, n.name, m.e
FROM staging.market_skill AS k
JOIN (SELECT DISTINCT s FROM wanted) AS w USING (s)
JOIN staging.market AS m USING (v)
JOIN core.employer AS n ON n.employer_id = m.employer_id AND n.named
JOIN core.population AS p ON p.role IN ('*', m.role)
SEMI JOIN wanted AS x ON x.population = p.population AND x.s = k.s
GROUP BY p.population, k.s, n.name, m.e
QUALIFY row_number() OVER (PARTITION BY p.population, k.s ORDER BY k_g DESC, n.name, m.e) = 1
"""


class Concentration:
    """staging.asking_size and staging.asking_most as they stand, and as they are with further employers."""

    def __init__(self, con: duckdb.DuckDBPyConnection, names: tuple[str, ...], skills: int) -> None:
        self._con, self._names = con, np.array(names, dtype=object)
        self._sizes, self._after = Histogram(skills * len(names)), dict[tuple[int, int], Most]()
        found = fetch(con, "SELECT population, s, k_g, employers FROM staging.asking_size")
        key = (found["s"].astype(np.int64) - 1) * len(names) + np.searchsorted(self._names, found["population"])
        self._sizes.add_rows(key, found["k_g"], found["employers"])

    def add(self, asked: Asked, sign: int) -> None:
        """Add what other employers ask for, or take it away; what is added comes last."""
        self._sizes.add_rows(*asked.sizes.rows(), sign)
        self._after = asked.most

    def write(self) -> None:
        """Write both tables."""
        key, k, employers = self._sizes.rows()
        self._write("asking_size", key // len(self._names), key % len(self._names), {"k_g": k, "employers": employers})
        most = self._largest()
        skill, population = np.array(list(most), dtype=np.int64).reshape(-1, 2).T
        columns = zip(*most.values(), strict=True) if most else ((), (), ())
        self._write("asking_most", skill, population, dict(zip(("k_g", "employer", "e"), columns, strict=True)))

    def _write(self, table: str, skill: Ints, population: Ints, columns: Mapping[str, Any]) -> None:
        self._con.execute(f"TRUNCATE staging.{table}")
        insert(self._con, f"staging.{table}", {"population": self._names[population], "s": skill + 1, **columns})

    def _read(self, query: str) -> dict[tuple[int, int], Most]:
        number = {name: place for place, name in enumerate(self._names.tolist())}
        return {(s - 1, number[name]): Most(*most) for name, s, *most in self._con.execute(query).fetchall()}

    def _largest(self) -> dict[tuple[int, int], Most]:
        """Return the largest of all employers: of those that were the largest, and of those that were added.

        Where one that was is touched and is not made up for, all employers are looked at again.
        """
        touched = {e for (e,) in self._con.execute("SELECT e FROM staging.touched_employer").fetchall()}
        most, again = dict(self._after), []
        for key, old in self._read("SELECT population, s, k_g, employer, e FROM staging.asking_most").items():
            new = most.get(key)
            if new is not None and (-new.k, new.name) <= (-old.k, old.name):
                continue
            if old.e in touched:
                again.append(key)
                most.pop(key, None)
            else:
                most[key] = old
        return {**most, **self._recounted(again)} if again else most

    def _recounted(self, keys: list[tuple[int, int]]) -> dict[tuple[int, int], Most]:
        skill, population = np.array(keys, dtype=np.int64).T
        self._con.register("wanted", pa.table({"s": skill + 1, "population": self._names[population]}))
        found = self._read(_LARGEST)
        self._con.unregister("wanted")
        return found
