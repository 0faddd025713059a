"""What the explorer's page holds of the warehouse: one entry a counted vacancy, without title, employer or address.

An employer is a number in the order of the ids, so that the clustered interval can be worked out and nobody is named.
"""

from importlib.resources import files
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from skilldemand.analysis.sqlfiles import run
from skilldemand.reports.explorer.packing import Whole, differences, lengths, packed, packed_floats

MOST_VACANCIES = 60_000
"""Vacancies that a page may hold: about eight megabytes. Beyond, the latest are kept and the page says so."""

DIMENSIONS = ("role", "seniority", "workplace")


def explorer_data(connection: duckdb.DuckDBPyConnection, *, most: int = MOST_VACANCIES) -> dict[str, Any]:
    """Return what the page embeds as JSON: names, codes and packed columns; see market.js for their meaning.

    Reads core and meta of the published warehouse; it makes temporary tables, which a read-only connection may.
    """
    run(connection, _query("vacancies"), {"most": most})
    vacancies = connection.table("explorer_vacancy").order("position").to_arrow_table()
    skills = connection.execute(_query("skills")).fetchall()
    names, columns = _coded(vacancies)
    names["country"], countries = _countries(connection, vacancies.num_rows)
    return {
        "count": vacancies.num_rows,
        "counted": connection.execute("select count(*) from core.vacancy where counted").fetchall()[0][0],
        "skills": [dict(zip(("id", "name", "section", "kind", "tool"), row[1:], strict=True)) for row in skills],
        "names": names,
        "first_month": _first_month(vacancies),
        "months": _last_month(vacancies),
        "populations": _populations(connection, names["role"]),
        "thresholds": dict(connection.execute("select name, value from meta.threshold order by name").fetchall()),
        "columns": columns
        | countries
        | _months(vacancies)
        | _requirements(connection, vacancies.num_rows)
        | _quantiles(connection),
    }


def _query(name: str) -> str:
    return (files("skilldemand.reports.explorer") / f"{name}.sql").read_text(encoding="utf-8")


def _coded(vacancies: pa.Table) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the values of each dimension, and each dimension and the employers as packed codes."""
    names: dict[str, list[str]] = {}
    columns: dict[str, str] = {}
    for dimension in DIMENSIONS:
        values = [value or "" for value in vacancies.column(dimension).to_pylist()]
        names[dimension] = sorted(set(values))
        code = {value: number for number, value in enumerate(names[dimension])}
        columns[dimension] = packed([code[value] for value in values])
    employers = vacancies.column("employer").to_numpy().astype(np.int64)
    columns["employer"] = packed(np.diff(employers, prepend=0))
    return names, columns


def _countries(connection: duckdb.DuckDBPyConnection, count: int) -> tuple[list[str], dict[str, str]]:
    """Return the countries' codes, and for each vacancy the numbers of those in which its places lie."""
    names = [row[0] for row in connection.execute("select distinct country from explorer_place order by 1").fetchall()]
    code = {name: number for number, name in enumerate(names)}
    rows = connection.execute("select position, country from explorer_place order by position, country").fetchall()
    lists = np.array([position for position, _ in rows], dtype=np.int64)
    values = np.array([code[country] for _, country in rows], dtype=np.int64)
    return names, {"country_n": packed(lengths(lists, count)), "country": packed(differences(values, lists))}


def _opened(vacancies: pa.Table) -> Whole:
    """Return months since the year 0, -1 for an undated vacancy."""
    return np.asarray(vacancies.column("month").to_numpy(), dtype=np.int64)


def _first_month(vacancies: pa.Table) -> int:
    dated = _opened(vacancies)
    return int(dated[dated >= 0].min(initial=10**6)) if (dated >= 0).any() else 0


def _last_month(vacancies: pa.Table) -> int:
    dated = _opened(vacancies)
    return int(dated.max(initial=-1)) - _first_month(vacancies) + 1 if (dated >= 0).any() else 0


def _months(vacancies: pa.Table) -> dict[str, str]:
    months = _opened(vacancies)
    return {"month": packed(np.where(months < 0, 0, months - _first_month(vacancies) + 1))}


def _requirements(connection: duckdb.DuckDBPyConnection, count: int) -> dict[str, str]:
    """Return the three kinds of lists of market.js: required alone, required as one of several, asked otherwise."""
    found: dict[str, str] = {}
    for name in ("single", "other"):
        relation = connection.table(f"explorer_{name}").order("position, skill")
        lists, skills = _columns(relation)
        found |= {f"{name}_n": packed(lengths(lists, count)), name: packed(differences(skills, lists))}
    owner, group, skill = _columns(connection.table("explorer_group").order("number, skill"))
    first = np.flatnonzero(np.diff(group, prepend=-1))
    found["group_n"] = packed(lengths(owner[first], count))
    found["group_size"] = packed(np.diff(np.append(first, len(group))))
    found["group"] = packed(differences(skill, group))
    return found


def _columns(relation: duckdb.DuckDBPyRelation) -> list[Whole]:
    return [np.asarray(column.to_numpy(), dtype=np.int64) for column in relation.to_arrow_table().columns]


def _populations(connection: duckdb.DuckDBPyConnection, roles: list[str]) -> list[dict[str, Any]]:
    """Return the populations in the order of their labels; roles are codes, null for every role."""
    rows = connection.execute(
        "select population, any_value(label) as label, list(role order by role) from core.population"
        " group by population order by label, population"
    ).fetchall()
    return [
        {
            "id": population,
            "label": label,
            "roles": None if "*" in members else [roles.index(role) for role in members if role in roles],
        }
        for population, label, members in rows
    ]


def _quantiles(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute("select t from core.t_quantile order by dof").fetchall()
    return {"t": packed_floats([t for (t,) in rows])}
