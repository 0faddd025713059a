"""The order in which tools open most vacancies, found greedily: marts.coverage_curve."""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from skilldemand.analysis.openings import Mask, Openings, Progress, each_population

LENGTH = 20
"""Tools on a curve."""
LEVELS = (1.0, 0.8)
"""Parts of the musts that have to be met."""

_FORM = pa.schema(
    [("population", pa.string()), ("satisfied", pa.float64()), ("position", pa.int32()), ("skill_id", pa.string()),
     ("vacancies_open", pa.int64()), ("n", pa.int64()), ("share", pa.float64()), ("lo", pa.float64()),
     ("hi", pa.float64()), ("employers", pa.int64()), ("gain", pa.int64()), ("vacancies_free", pa.int64())]
)  # fmt: skip


def curve(openings: Openings, satisfied: float, length: int = LENGTH) -> Iterator[tuple[str, int, Mask]]:
    """Yield tool after tool with the number of vacancies it opens beside those before it, and which are open by then.

    Each is the one that opens most; of equals, the one that more vacancies still want, then the first in the alphabet.
    Greedy: a pair that opens much together and nothing alone comes late. It ends when no tool is wanted any more.
    """
    progress = Progress(openings, satisfied)
    for _ in range(length):
        if not progress.wanting.any():
            return
        best = int(np.lexsort((-progress.wanting, -progress.opening))[0])  # stable: equals stay in alphabetical order
        gain = int(progress.opening[best])
        progress.learn(best)
        yield openings.skills[best], gain, progress.is_open


def _rows(population: str, openings: Openings) -> list[dict[str, Any]]:
    rows = []
    for satisfied in LEVELS:
        for position, (skill, gain, is_open) in enumerate(curve(openings, satisfied), start=1):
            found = openings.interval(is_open)
            rows.append({
                "population": population, "satisfied": satisfied, "position": position, "skill_id": skill,
                "vacancies_open": int(is_open.sum()), "n": openings.n, "share": float(is_open.mean()),
                "lo": found.lo if found else None, "hi": found.hi if found else None,
                "employers": openings.employers, "gain": gain, "vacancies_free": openings.free,
            })  # fmt: skip
    return rows


def write_coverage(con: duckdb.DuckDBPyConnection) -> None:
    """Fill marts.coverage_curve, the curve of every population at each level, in the order of its key."""
    rows = [row for found in each_population(con, _rows) for row in found]
    con.register("coverage_rows", pa.Table.from_pylist(rows, _FORM))
    con.execute(
        "INSERT INTO marts.coverage_curve SELECT r.population, r.satisfied, r.position, r.skill_id, s.name, "
        "r.vacancies_open, r.n, r.share, r.lo, r.hi, r.employers, r.gain, r.vacancies_free, "
        "suppressed(r.vacancies_open, r.n, r.employers, r.lo, r.hi) "
        "FROM coverage_rows AS r JOIN core.skill AS s USING (skill_id) "
        "ORDER BY r.population, r.satisfied DESC, r.position"
    )
    con.unregister("coverage_rows")
