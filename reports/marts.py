"""Read what the report needs from the published warehouse: plain selects, no arithmetic, suppressed shares blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from skilldemand.reports.errors import PopulationError, WarehouseError
from skilldemand.reports.extra_marts import Extras, read_extras

Row = dict[str, Any]

_DEMAND = (
    "skill_id", "name", "section", "kind", "k", "n", "employers_asking", "employers", "share", "lo", "hi", "deff",
    "employer_share", "required_share", "preferred_share", "duty_share", "rank_lo", "rank_hi", "suppressed_reason",
)  # fmt: skip
_FAMILY = (*_DEMAND, "sole_share", "alternative_share")

# What is blank in every output of a suppressed row; its counts stay, because they say why it is suppressed.
BLANK_WHEN_SUPPRESSED = (
    "share", "lo", "hi", "employer_share", "required_share", "preferred_share", "duty_share", "rank_lo", "rank_hi",
    "sole_share", "alternative_share",
)  # fmt: skip

BOUNDS = "_bounds"  # key of a row's (lo, hi) before suppression; no column, so it is in no output

# Columns in the order in which they are published; the order of rows is part of what a reader sees.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "marts.overview": (
        "population", "label", "ads", "vacancies", "duplicates_merged", "employers", "sources", "texts_read",
        "from_date", "to_date", "undated", "sample", "top_employer", "top_employer_share",
    ),
    "marts.skill_demand": _DEMAND,
    "marts.framework_demand": _FAMILY,
    "marts.cloud_demand": _FAMILY,
    "marts.section_demand": (
        "section", "title", "k", "n", "share", "lo", "hi", "employers_asking", "employers", "suppressed_reason",
        "top_skills",
    ),
    "marts.month_flow": ("month", "vacancies"),
    "marts.lifecycle_month": ("month", "found_open", "opened", "reopened", "closed", "open_at_end", "partial"),
    "marts.source_quality": (
        "source", "runs", "boards", "complete", "unchanged", "empty", "partial", "dead", "blocked", "error", "listed",
        "kept", "share_kept", "postings", "new_last_run", "closed", "last_yield", "usual_yield", "quarantined",
        "reason",
    ),
    "marts.role_mix": ("role", "vacancies", "share_of_all"),
    "marts.source_mix": ("source", "board", "postings", "vacancies"),
    "meta.run": (
        "built_at", "taxonomy_version", "matcher_version", "schema_version", "skilldemand_version", "landing_rows",
        "sample", "origin",
    ),
    "meta.accounting": ("step", "stage", "reason", "rows"),
    "meta.threshold": ("name", "value", "meaning"),
}  # fmt: skip

# All rows of a population have the same n, so k gives the order of the shares; suppressed rows keep their place in it.
_QUERIES: Mapping[str, str] = {
    "marts.skill_demand": "from marts.skill_demand where population = $population order by k desc, name, skill_id",
    "marts.framework_demand": (
        "from marts.framework_demand where population = $population order by skill_id <> 'any', k desc, name, skill_id"
    ),
    "marts.cloud_demand": (
        "from marts.cloud_demand where population = $population order by skill_id <> 'any', k desc, name, skill_id"
    ),
    "marts.section_demand": "from marts.section_demand where population = $population order by k desc, title, section",
    "marts.month_flow": "from marts.month_flow where population = $population order by month",
    "marts.lifecycle_month": "from marts.lifecycle_month where population = $population order by month",
    "marts.source_quality": "from marts.source_quality where source <> 'import' order by source",
    "marts.role_mix": "from marts.role_mix order by vacancies desc, role",
    "marts.source_mix": "from marts.source_mix order by postings desc, source, board",
    "meta.accounting": "from meta.accounting order by step",
    "meta.threshold": "from meta.threshold order by name",
}


@dataclass(frozen=True)
class Market:
    """Everything one report says, for one population; every list is in the order in which it is shown."""

    population: str
    overview: Row
    run: Row
    skills: list[Row]
    frameworks: list[Row]
    clouds: list[Row]
    sections: list[Row]
    months: list[Row]
    lifecycle: list[Row]
    quality: list[Row]
    roles: list[Row]
    sources: list[Row]
    accounting: list[Row]
    thresholds: dict[str, float]
    labels: dict[str, str]
    extras: Extras

    @property
    def sample(self) -> bool:
        """Whether any posting was invented; then every output says so."""
        return bool(self.run["sample"]) or bool(self.overview["sample"])

    @property
    def empty(self) -> bool:
        """Whether no vacancy was read, so that there is nothing to chart."""
        return not self.overview["texts_read"]

    @cached_property
    def published(self) -> frozenset[str]:
        """The ids of the skills whose share is published."""
        return frozenset(row["skill_id"] for row in self.skills if row["suppressed_reason"] is None)

    @property
    def quarantined(self) -> list[Row]:
        """The sources that are left out of every month because they fail."""
        return [row for row in self.quality if row["quarantined"]]

    @property
    def section_titles(self) -> dict[str, str]:
        """Section id to its title in the guide."""
        return {row["section"]: row["title"] for row in self.sections}


def read_market(connection: duckdb.DuckDBPyConnection, population: str) -> Market:
    """Read one population's marts.

    Raises WarehouseError when a mart or a column is missing, PopulationError when the population is unknown.
    """
    _check_columns(connection)
    run = _rows(connection, "meta.run", "from meta.run order by built_at desc limit 1", {})
    if not run:
        raise WarehouseError("meta.run is empty, expected one row about the build: run `skilldemand build` again")
    found = {name: _rows(connection, name, query, {"population": population}) for name, query in _QUERIES.items()}
    return Market(
        population=population,
        overview=_overview(connection, population),
        run=run[0],
        skills=found["marts.skill_demand"],
        frameworks=found["marts.framework_demand"],
        clouds=found["marts.cloud_demand"],
        sections=found["marts.section_demand"],
        months=found["marts.month_flow"],
        lifecycle=found["marts.lifecycle_month"],
        quality=found["marts.source_quality"],
        roles=found["marts.role_mix"],
        sources=found["marts.source_mix"],
        accounting=found["meta.accounting"],
        labels=_labels(connection),
        thresholds={row["name"]: row["value"] for row in found["meta.threshold"]},
        extras=read_extras(connection, population),
    )


def _check_columns(connection: duckdb.DuckDBPyConnection) -> None:
    present: dict[str, set[str]] = {}
    for schema, table, column in connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() where schema_name in ('marts', 'meta')"
    ).fetchall():
        present.setdefault(f"{schema}.{table}", set()).add(column)
    for name, columns in COLUMNS.items():
        missing = sorted(set(columns) - present.get(name, set()))
        if missing:
            raise WarehouseError(
                f"the warehouse's {name} lacks {', '.join(missing)}: it was built by another release of skilldemand; "
                "run `skilldemand build` with this one"
            )


def _overview(connection: duckdb.DuckDBPyConnection, population: str) -> Row:
    rows = _rows(connection, "marts.overview", "from marts.overview order by population", {})
    for row in rows:
        if row["population"] == population:
            return row
    if rows:
        known = ", ".join(str(row["population"]) for row in rows)
        raise PopulationError(f"the warehouse has no population {population!r}, expected one of: {known}")
    nothing = dict.fromkeys(COLUMNS["marts.overview"], 0)
    return {**nothing, "population": population, "label": population, "from_date": None, "to_date": None,
            "sample": False, "top_employer": None, "top_employer_share": None}  # fmt: skip


def _labels(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute("select population, label from marts.overview").fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, name: str, query: str, parameters: dict[str, str]) -> list[Row]:
    columns = COLUMNS[name]
    used = parameters if "$population" in query else {}
    fetched = connection.execute(f"select {', '.join(columns)} {query}", used).fetchall()
    return [_blanked(dict(zip(columns, values, strict=True))) for values in fetched]


def _blanked(row: Row) -> Row:
    """Blank what a suppressed row must not publish; its bounds stay aside, for comparing and never for showing."""
    if "suppressed_reason" not in row:
        return row
    hidden = BLANK_WHEN_SUPPRESSED if row["suppressed_reason"] is not None else ()
    shown = {name: None if name in hidden else value for name, value in row.items()}
    return shown | {BOUNDS: (row["lo"], row["hi"])}
