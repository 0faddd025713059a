"""marts.skill_trend: which vacancies and skills of each population are tested, and what the tests say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control
from scipy.stats import t as student

from skilldemand.analysis.columns import Floats, Ints, at_once, columns_of, insert, owners, renumber, rows_of
from skilldemand.analysis.dated import Dated
from skilldemand.analysis.emergence import write_newcomers
from skilldemand.analysis.trend import MIN_SOURCE, Series, Slopes, fit_slopes, mix_split

MIN_MONTH = 20
"""Vacancies that a month needs to count as one; a trend begins and ends with such a month."""
MIN_ASKED = 20
"""Vacancies that must ask for a skill; below, a slope rests on single vacancies."""
THIRDS = 3

_DEMAND = "SELECT skill_id, name, suppressed_reason FROM marts.skill_demand WHERE population = $1 ORDER BY skill_id"


def _pool_small(source: Ints, role: Ints) -> Ints:
    """Return a number for each pair of source and role; those of one role with under MIN_SOURCE vacancies are one."""
    roles = int(role.max()) + 1
    cell = (source + 1) * roles + role
    large = np.bincount(cell) >= MIN_SOURCE
    return renumber(np.where(large[cell], cell, role))


def _window(month: Ints) -> tuple[int, int, int]:
    """Return the first and the last month with MIN_MONTH vacancies and how many such months lie between them."""
    found, sizes = np.unique(month, return_counts=True)
    good = found[sizes >= MIN_MONTH]
    return (int(good[0]), int(good[-1]), len(good)) if len(good) else (0, -1, 0)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _panel(series: Series) -> npt.NDArray[np.bool_]:
    """Say of each vacancy whether its employer has vacancies in every third of the time."""
    third = series.month * THIRDS // len(series.years)
    seen = np.zeros((int(series.employer.max()) + 1, THIRDS), dtype=bool)
    seen[series.employer, third] = True
    return np.asarray(np.asarray(seen.all(axis=1))[series.employer])


def _tested(slopes: Slopes) -> tuple[Floats, Floats]:
    """Return p and q of every slope; NaN where there is none."""
    p = np.asarray(2 * student.sf(np.abs(slopes.statistic), max(slopes.employers - 1, 1)))
    q = np.full(len(p), np.nan)
    known = np.isfinite(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return p, q


def _panel_result(series: Series, limits: Mapping[str, float]) -> tuple[Floats, Floats, str | None]:
    """Return change and q on the constant panel, or NaN and why there is none."""
    chosen = _panel(series)
    employers = len(np.unique(series.employer[chosen]))
    if employers < limits["min_employers"] or chosen.sum() < limits["min_vacancies"]:
        nothing = np.full(series.asked.shape[1], np.nan)
        return nothing, nothing, f"constant panel too small: {employers} employers in every third of the time"
    slopes = fit_slopes(series.keep(chosen), with_error=False)
    return slopes.slope * slopes.points, _tested(slopes)[1], None


def judge(series: Series, stratum: Ints, limits: Mapping[str, float]) -> dict[str, npt.NDArray[Any]]:
    """Fit all skills of the series, on all employers and on the constant panel, and judge them.

    Returns the columns of marts.skill_trend from change_pp_year on, one entry a skill; `stratum` is what the change of
    the raw share is split by, and `limits` holds max_fdr, min_employers and min_vacancies.
    """
    slopes = fit_slopes(series)
    p, q = _tested(slopes)
    half = student.ppf(0.975, max(slopes.employers - 1, 1)) * slopes.error
    panel_change, panel_q, reason = _panel_result(series, limits)
    late = (series.month * 2 >= len(series.years)).astype(np.int64)
    within, between = mix_split(stratum, late, series.asked)
    change = slopes.slope * slopes.points
    clear = (q <= limits["max_fdr"]) & (panel_q <= limits["max_fdr"])
    verdict = np.where(clear & (change > 0) & (panel_change > 0), "rising", "no clear change")
    verdict = np.where(clear & (change < 0) & (panel_change < 0), "falling", verdict)
    why = ["its sources do not overlap in time" if unknown else reason for unknown in np.isnan(p)]
    return {
        "change_pp_year": change,
        "lo": (slopes.slope - half) * slopes.points,
        "hi": (slopes.slope + half) * slopes.points,
        "p": p,
        "q": q,
        "panel_change_pp_year": panel_change,
        "panel_q": panel_q,
        "within_pp": within,
        "between_pp": between,
        "verdict": np.array([str(told) if entry is None else None for told, entry in zip(verdict, why, strict=True)]),
        "suppressed_reason": np.array(why, dtype=object),
    }


def _too_few(months: int, n: int, employers: int, limits: Mapping[str, float]) -> str | None:
    """Say why no trend of the population can be told, if so."""
    if months < limits["min_months"]:
        return f"fewer than {limits['min_months']:g} whole months of {MIN_MONTH} dated vacancies ({months})"
    if n < limits["min_vacancies"]:
        return f"fewer than {limits['min_vacancies']:g} dated vacancies (n = {n})"
    if employers < limits["min_employers"]:
        return f"fewer than {limits['min_employers']:g} employers ({employers})"
    return None


@dataclass(frozen=True)
class Chosen:
    """The vacancies of one population within its window, rows of the dated ones, and how the window lies."""

    member: Ints
    first: int
    last: int
    months: int

    @classmethod
    def of(cls, dated: Dated, member: Ints) -> "Chosen":
        """Cut `member` to the months between the first and the last that have enough vacancies."""
        month = dated.columns["month"][member]
        first, last, months = _window(month)
        return cls(member[(month >= first) & (month <= last)], first, last, months)

    def series(self, dated: Dated, skills: Ints) -> tuple[Series, Ints]:
        """Return the series of these vacancies and skills, with an effect of each source and role, and the strata."""
        source = _pool_small(dated.columns["source"][self.member], dated.columns["role"][self.member])
        employer = renumber(dated.columns["employer"][self.member])
        years = (np.arange(self.first, self.last + 1) - (self.first + self.last) / 2) / 12
        month = dated.columns["month"][self.member] - self.first
        stratum = dated.columns["stratum"][self.member] * (source.max() + 1) + source
        asked = columns_of(rows_of(dated.asked, self.member), skills)
        return Series(source, month, employer, years, asked), renumber(stratum)


def _why_not(asked: Ints, asking: Ints, n: int, limits: Mapping[str, float]) -> list[str | None]:
    """Say of each skill why it is not tested: too few vacancies or employers ask for it, or all do."""
    few, crowd = max(MIN_ASKED, int(limits["min_asking"])), int(limits["min_employers"])
    return [
        f"fewer than {few} dated vacancies ask for it (k = {k})"
        if k < few
        else f"fewer than {crowd} employers ask for it ({g})"
        if g < crowd
        else "every vacancy asks for it"
        if k == n
        else None
        for k, g in zip(asked.tolist(), asking.tolist(), strict=True)
    ]


def _rows(dated: Dated, member: Ints, demand: list[tuple[str, str, str | None]]) -> dict[str, Any]:
    """Return the columns of one population; `demand` holds id, name and suppressed_reason of every skill."""
    window, size = Chosen.of(dated, member), len(demand)
    employer = renumber(dated.columns["employer"][window.member])
    n, employers = len(employer), int(employer.max(initial=-1)) + 1
    reason = _too_few(window.months, n, employers, dated.limits)
    within = rows_of(dated.asked, window.member)
    asked = np.bincount(within.indices, minlength=size)
    rare = _why_not(asked, owners(within, employer), n, dated.limits)
    why = [reason or suppressed or few for (*_, suppressed), few in zip(demand, rare, strict=True)]
    chosen = np.flatnonzero([entry is None for entry in why])
    columns: dict[str, Any] = {
        "skill_id": [skill for skill, *_ in demand],
        "name": [name for _, name, _ in demand],
        "from_month": [_day(window.first) if window.months else None] * size,
        "to_month": [_day(window.last) if window.months else None] * size,
        "months": [window.months] * size,
        "k": asked,
        "n": [n] * size,
        "employers": [employers] * size,
        "tested": [len(chosen)] * size,
        "suppressed_reason": why,
    }
    if len(chosen):
        series, stratum = window.series(dated, chosen)
        for name, values in judge(series, stratum, dated.limits).items():
            column = np.array(columns.get(name, [None] * size), dtype=object)
            column[chosen] = values
            columns[name] = column.tolist()
    return columns


def write_trends(con: duckdb.DuckDBPyConnection) -> None:
    """Fill marts.skill_trend and staging.newcomer from staging.trend_vacancy, for every population."""
    dated = Dated.load(con)
    write_newcomers(con, dated)
    demand = {population: con.execute(_DEMAND, [population]).fetchall() for population in dated.members}
    known = [population for population, rows in demand.items() if rows]

    def work(population: str) -> dict[str, Any]:
        return _rows(dated, dated.of(dated.members[population]), demand[population])

    for population, rows in zip(known, at_once(con, work, known), strict=True):
        insert(con, "marts.skill_trend", {"population": [population] * len(demand[population]), **rows})
