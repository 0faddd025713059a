"""marts.time_on_market: the median life of the vacancies of each population, and of those that ask for each skill."""

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from skilldemand.analysis.columns import begins, insert, populations
from skilldemand.analysis.market import Coded, Market
from skilldemand.analysis.survival import median

_LIVES = """
SELECT m.v, l.employer, l.entry::BIGINT AS entry, l.time::BIGINT AS time, l.closed, l.role
FROM staging.life AS l
JOIN staging.market AS m USING (vacancy_id)
ORDER BY l.employer, l.number
"""
_NAMES = ("n", "employers", "closed", "median_days", "lo", "hi", "suppressed_reason")


def _why_not(n: int, employers: int, closed: int, limits: Mapping[str, float]) -> str | None:
    if n == 0:
        return "no vacancy of known age was watched: crawl whole boards again and again"
    if closed < limits["min_closed"]:
        return f"fewer than {limits['min_closed']:g} were seen closing ({closed} of {n})"
    if employers < limits["min_employers"]:
        return f"fewer than {limits['min_employers']:g} employers ({employers})"
    return None


def _row(lives: Mapping[str, npt.NDArray[Any]], rows: npt.NDArray[Any], limits: Mapping[str, float]) -> tuple[Any, ...]:
    """Return the figures of some of the lives, ascending, in the order of _NAMES."""
    employers, closed = begins(lives["employer"][rows]) if len(rows) else rows, lives["closed"][rows]
    counts = len(rows), len(employers), int(np.count_nonzero(closed))
    reason = _why_not(*counts, limits)
    if reason:
        return *counts, None, None, None, reason
    found = median(lives["entry"][rows], lives["time"][rows], closed, employers)
    if np.isnan(found.value):
        return *counts, None, None, None, "more than half still stand at the end of the data"
    return *counts, found.value / 2, found.lo / 2, found.hi / 2, None


def write_time_on_market(con: duckdb.DuckDBPyConnection) -> None:
    """Fill marts.time_on_market from staging.life, for every population."""
    found = con.sql(_LIVES).to_arrow_table()
    lives = {name: found[name].to_numpy() for name in ("v", "employer", "entry", "time", "closed")}
    role = Coded.of(found["role"])
    skills = con.execute("SELECT skill_id, name FROM core.skill ORDER BY skill_id").fetchall()
    limits = dict(con.execute("SELECT name, value FROM meta.threshold").fetchall())
    asked = Market(con).asked(lives["v"]).tocsc()
    for population, wanted in populations(con, np.array(role.values, dtype=object)):
        inside = wanted[role.codes]
        figures = [_row(lives, np.flatnonzero(inside), limits)]
        for skill in range(len(skills)):
            rows = asked.indices[asked.indptr[skill] : asked.indptr[skill + 1]]
            figures.append(_row(lives, rows[inside[rows]], limits))
        columns = dict(zip(_NAMES, map(list, zip(*figures, strict=True)), strict=True))
        named = [("all", "Every vacancy"), *skills]
        ids = {"skill_id": [skill for skill, _ in named], "name": [name for _, name in named]}
        insert(con, "marts.time_on_market", {"population": [population] * len(named), **ids, **columns})
