"""The order in which tools open most vacancies, found greedily: marts.coverage_curve."""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from skilldemand.analysis.openings import Openings, Scope, load_openings

LENGTH = 20
"""Tools on a curve."""
LEVELS = (1.0, 0.8)
"""Parts of the musts that have to be met."""

_FORM = pa.schema(
    [("population", pa.string()), ("satisfied", pa.float64()), ("position", pa.int32()), ("skill_id", pa.string()),
     ("vacancies_open", pa.int64()), ("n", pa.int64()), ("share", pa.float64()), ("lo", pa.float64()),
     ("hi", pa.float64()), ("employers", pa.int64()), ("gain", pa.int64()), ("vacancies_free", pa.int64())]
)  # fmt: skip


def curve(openings: Openings, satisfied: float, length: int = LENGTH) -> Iterator[tuple[str, int]]:
    """Yield tool after tool with the number of vacancies it opens beside those before it.

    Each is the one that opens most; of equals, the one that more vacancies still want, then the first in the alphabet.
    Greedy: a pair that opens much together and nothing alone comes late. It ends when no tool is wanted any more.
    """
    have: list[str] = []
    for _ in range(length):
        opens, wanted = openings.counts(have, satisfied)
        if not wanted.any():
            return
        best = int(np.lexsort((-wanted, -opens))[0])  # stable: equals stay in alphabetical order
        yield openings.skills[best], int(opens[best])
        have.append(openings.skills[best])


def _rows(con: duckdb.DuckDBPyConnection, population: str) -> Iterator[dict[str, Any]]:
    openings = load_openings(con, Scope(population))
    for satisfied in LEVELS:
        have: list[str] = []
        for position, (skill, gain) in enumerate(curve(openings, satisfied), start=1):
            have.append(skill)
            is_open = openings.open_to(have, satisfied)
            found = openings.interval(is_open)
            yield {
                "population": population, "satisfied": satisfied, "position": position, "skill_id": skill,
                "vacancies_open": int(is_open.sum()), "n": openings.n, "share": float(is_open.mean()),
                "lo": found.lo if found else None, "hi": found.hi if found else None,
                "employers": openings.employers, "gain": gain, "vacancies_free": openings.free,
            }  # fmt: skip


def write_coverage(con: duckdb.DuckDBPyConnection) -> None:
    """Fill marts.coverage_curve, the curve of every population at each level, in the order of its key."""
    populations = con.execute("SELECT DISTINCT population FROM core.population ORDER BY population").fetchall()
    rows = [row for (population,) in populations for row in _rows(con, population)]
    con.register("coverage_rows", pa.Table.from_pylist(rows, _FORM))
    con.execute(
        "INSERT INTO marts.coverage_curve SELECT r.population, r.satisfied, r.position, r.skill_id, s.name, "
        "r.vacancies_open, r.n, r.share, r.lo, r.hi, r.employers, r.gain, r.vacancies_free, "
        "suppressed(r.vacancies_open, r.n, r.employers, r.lo, r.hi) "
        "FROM coverage_rows AS r JOIN core.skill AS s USING (skill_id) "
        "ORDER BY r.population, r.satisfied DESC, r.position"
    )
    con.unregister("coverage_rows")
