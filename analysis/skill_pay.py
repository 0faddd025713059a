"""marts.skill_pay: which vacancies and skills of each population and currency are compared, and what comes out."""

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control
from scipy.stats import t as student

from skilldemand.analysis.columns import Floats, Ints, Pairs, fetch, insert, populations, renumber
from skilldemand.analysis.pay import Effects, controls, raw_effects, skill_effects

_LEVELS = ("role", "seniority", "workplace", "country", "source", "year")
_VACANCIES = """
SELECT employer, currency, log_pay, role, seniority, workplace, country, source, year, log_skills
FROM staging.paid_vacancy ORDER BY number
"""
_ASKED = """
WITH skill AS (SELECT skill_id, row_number() OVER (ORDER BY skill_id) - 1 AS skill FROM core.skill)
SELECT p.number AS row, s.skill::INTEGER AS skill
FROM core.vacancy_skill AS v
JOIN staging.paid_vacancy AS p USING (vacancy_id)
JOIN skill AS s USING (skill_id)
ORDER BY skill, row
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


def _figures(columns: Mapping[str, npt.NDArray[Any]], employer: Ints, pairs: Pairs) -> dict[str, Floats]:
    """Return the raw and the adjusted effect of every skill of `pairs` with their ends, and q."""
    log_pay, employers = columns["log_pay"], int(employer.max()) + 1
    design = controls([columns[name] for name in _LEVELS], [columns["log_skills"]])
    raw = raw_effects(log_pay, employer, pairs)
    adjusted = skill_effects(log_pay, employer, pairs, design)
    names = ("raw_pct", "raw_lo", "raw_hi", "adjusted_pct", "adjusted_lo", "adjusted_hi")
    values = (*_per_cent(raw, employers), *_per_cent(adjusted, employers))
    return {**dict(zip(names, values, strict=True)), "q": _chance(adjusted, employers)}


def _rows(
    columns: Mapping[str, npt.NDArray[Any]],
    pairs: Pairs,
    member: npt.NDArray[np.bool_],
    skills: list[tuple[str, str]],
    limits: Mapping[str, float],
) -> dict[str, Any]:
    """Return the columns of one population and currency: the skills that any of its vacancies with pay asks for."""
    inside = pairs.within(member, np.arange(len(skills)))
    employer = renumber(columns["employer"][member])
    n, employers = int(member.sum()), int(employer.max()) + 1
    n_with = np.diff(inside.starts)
    asking = inside.owners(employer)
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
        for name, values in _figures(chosen, employer, pairs.within(member, met[place])).items():
            rows[name] = np.full(len(met), np.nan)
            rows[name][place] = values
    return rows


def write_skill_pay(con: duckdb.DuckDBPyConnection) -> None:
    """Fill marts.skill_pay from staging.paid_vacancy, for every population and currency."""
    columns, asked = fetch(con, _VACANCIES), fetch(con, _ASKED)
    skills = con.execute("SELECT skill_id, name FROM core.skill ORDER BY skill_id").fetchall()
    limits = dict(con.execute("SELECT name, value FROM meta.threshold").fetchall())
    pairs = Pairs.of(asked["row"], asked["skill"], len(skills))
    for population, inside in populations(con, columns["role"]):
        for currency in np.unique(columns["currency"][inside]):
            member = inside & (columns["currency"] == currency)
            rows = _rows(columns, pairs, member, skills, limits)
            named = {"population": [population], "currency": [str(currency)]}
            repeated = {name: value * len(rows["skill_id"]) for name, value in named.items()}
            if rows["skill_id"]:
                insert(con, "marts.skill_pay", {**repeated, **rows})
