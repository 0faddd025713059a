"""marts.skill_pay: which vacancies and skills of each population and currency are compared, and what comes out."""

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control
from scipy.stats import t as student

from skilldemand.analysis.columns import (
    Floats,
    Ints,
    at_once,
    columns_of,
    insert,
    owners,
    populations,
    renumber,
    rows_of,
)
from skilldemand.analysis.market import Coded, Market
from skilldemand.analysis.pay import Effects, controls, raw_effects, skill_effects

_LEVELS = ("role", "seniority", "workplace", "country", "source", "year")
_PAID = """
SELECT v, employer, log_pay, currency, role, seniority, workplace, country, source, year::VARCHAR AS year
FROM staging.paid_vacancy
ORDER BY employer, v
"""


def _per_cent(effects: Effects, employers: int) -> tuple[Floats, Floats, Floats]:
    """Return effect, lower and upper end in per cent of pay."""
    half = student.ppf(0.975, max(employers - 1, 1)) * effects.error
    low, high = effects.coefficient - half, effects.coefficient + half
    return 100 * np.expm1(effects.coefficient), 100 * np.expm1(low), 100 * np.expm1(high)


def _chance(effects: Effects, employers: int) -> Floats:
    p = 2 * student.sf(np.abs(effects.coefficient / effects.error), max(employers - 1, 1))
    known, q = np.isfinite(p), np.full(len(p), np.nan)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q


def _why_not(n_with: Ints, asking: Ints, n: int, employers: int, limits: Mapping[str, float]) -> list[str | None]:
    """Say of each skill why it is not compared."""
    few, crowd = int(limits["min_paid"]), int(limits["min_employers"])
    if employers < crowd:
        return [f"fewer than {crowd} employers state pay ({employers})"] * len(n_with)
    return [
        f"fewer than {few} vacancies with pay ask for it (n = {k})"
        if k < few
        else f"fewer than {few} vacancies with pay do not ask for it (n = {n - k})"
        if n - k < few
        else f"fewer than {crowd} employers ask for it with pay ({g})"
        if g < crowd
        else None
        for k, g in zip(n_with.tolist(), asking.tolist(), strict=True)
    ]


def _figures(columns: Mapping[str, npt.NDArray[Any]], employer: Ints, asked: csr_array) -> dict[str, Floats]:
    """Return the raw and the adjusted effect of every column of `asked` with their ends, and q."""
    log_pay, employers = columns["log_pay"], int(employer.max()) + 1
    design = controls([columns[name] for name in _LEVELS], [columns["log_skills"]])
    raw = raw_effects(log_pay, employer, asked)
    adjusted = skill_effects(log_pay, employer, asked, design)
    names = ("raw_pct", "raw_lo", "raw_hi", "adjusted_pct", "adjusted_lo", "adjusted_hi")
    values = (*_per_cent(raw, employers), *_per_cent(adjusted, employers))
    return {**dict(zip(names, values, strict=True)), "q": _chance(adjusted, employers)}


def _rows(
    columns: Mapping[str, npt.NDArray[Any]],
    asked: csr_array,
    member: Ints,
    skills: list[tuple[str, str]],
    limits: Mapping[str, float],
) -> dict[str, Any]:
    """Return the columns of one population and currency: the skills that any of its vacancies with pay asks for.

    `member` are the rows of its vacancies.
    """
    inside = rows_of(asked, member)
    employer = renumber(columns["employer"][member])
    n, employers = len(member), int(employer.max()) + 1
    n_with = np.bincount(inside.indices, minlength=len(skills))
    asking = owners(inside, employer)
    met = np.flatnonzero(n_with > 0)
    why = _why_not(n_with[met], asking[met], n, employers, limits)
    rows: dict[str, Any] = {
        "skill_id": [skills[skill][0] for skill in met],
        "name": [skills[skill][1] for skill in met],
        "n_with": n_with[met],
        "n_without": n - n_with[met],
        "employers": [employers] * len(met),
        "suppressed_reason": why,
    }
    place = np.flatnonzero([entry is None for entry in why])
    if len(place):
        chosen = {name: values[member] for name, values in columns.items()}
        for name, values in _figures(chosen, employer, columns_of(inside, met[place])).items():
            rows[name] = np.full(len(met), np.nan)
            rows[name][place] = values
    return rows


def _paid(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Coded]]:
    """Return the columns of staging.paid_vacancy by employer and number, those of texts as numbers, and these texts."""
    found = con.sql(_PAID).to_arrow_table()
    coded = {name: Coded.of(found[name]) for name in ("currency", *_LEVELS)}
    measured = {name: found[name].to_numpy() for name in ("v", "employer", "log_pay")}
    return {**measured, **{name: column.codes for name, column in coded.items()}}, coded


def write_skill_pay(con: duckdb.DuckDBPyConnection) -> None:
    """Fill marts.skill_pay from staging.paid_vacancy, for every population and currency."""
    columns, coded = _paid(con)
    asked = Market(con).asked(columns.pop("v"))
    columns["log_skills"] = np.log1p(np.diff(asked.indptr))
    skills = con.execute("SELECT skill_id, name FROM core.skill ORDER BY skill_id").fetchall()
    limits = dict(con.execute("SELECT name, value FROM meta.threshold").fetchall())
    cells = [
        (population, name, np.flatnonzero(wanted[columns["role"]] & (columns["currency"] == number)))
        for population, wanted in populations(con, np.array(coded["role"].values, dtype=object))
        for number, name in enumerate(coded["currency"].values)
    ]
    cells = [cell for cell in cells if len(cell[2])]

    def work(cell: tuple[str, str, Ints]) -> dict[str, Any]:
        return _rows(columns, asked, cell[2], skills, limits)

    for (population, currency, _), rows in zip(cells, at_once(con, work, cells), strict=True):
        if rows["skill_id"]:
            named = {"population": population, "currency": currency}
            repeated = {name: [value] * len(rows["skill_id"]) for name, value in named.items()}
            insert(con, "marts.skill_pay", {**repeated, **rows})
