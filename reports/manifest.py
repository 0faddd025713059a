"""The manifest: what a report was made from and with, and the checksum of every file of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed
from typing import Any

from skilldemand.reports.datafiles import data_kind, mart_rows
from skilldemand.reports.findings import suppressed
from skilldemand.reports.inputs import sql_sums
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.outputs import sha256

_DRAWN_WITH = ("duckdb", "jinja2", "matplotlib", "pandas", "pyarrow")


MOST_CELLS = 500
"""Suppressed cells of one table that are listed one by one; of more there are only counts."""


@dataclass(frozen=True)
class Origin:
    """What the marts do not say of a report: the run that wrote it, what it says, and what it was made from."""

    run_id: str
    title: str
    summary: Sequence[str]
    inputs: Mapping[str, Any]


def manifest(
    market: Market, outputs: Mapping[str, bytes], origin: Origin, *, generated_at: datetime, skilldemand_version: str
) -> dict[str, Any]:
    """Return run, versions, SQL, inputs, thresholds, row counts, suppressed cells, and size and sha256 of each output.

    Paths of the machine and times other than generated_at and built_at are not in it, so that the same warehouse and
    the same generated_at give the same manifest.
    """
    run = market.run
    tables = mart_rows(market)
    return {
        "manifest_version": 2,
        "run_id": origin.run_id,
        "title": origin.title,
        "summary": origin.summary,
        "population": market.population,
        "window": {"from": market.overview["from_date"], "to": market.overview["to_date"]},
        "sources": sorted({str(row["source"]) for row in market.sources}),
        "thresholds": market.thresholds,
        "inputs": origin.inputs,
        "sql": sql_sums(),
        "data": data_kind(market),
        "origin": run["origin"],
        "generated_at": generated_at,
        "built_at": run["built_at"],
        "versions": {
            "skilldemand": skilldemand_version,
            "warehouse_written_by": run["skilldemand_version"],
            "schema": run["schema_version"],
            "taxonomy": run["taxonomy_version"],
            "matcher": run["matcher_version"],
            **{name: installed(name) for name in _DRAWN_WITH},
        },
        "rows": {name: len(rows) for name, (_, rows) in tables.items()},
        "landing_rows": run["landing_rows"],
        "accounting": market.accounting,
        "suppressed": {
            name: _cells(suppressed(rows)) for name, (columns, rows) in tables.items() if "suppressed_reason" in columns
        },
        "outputs": {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in outputs.items()},
    }


def _cells(blank: Sequence[Row]) -> dict[str, Any]:
    """Return how many rows are suppressed, by which rule, and which, where they are not too many to list."""
    rules = Counter(re.sub(r"[\d.]+", "#", row["suppressed_reason"].partition(" (")[0]) for row in blank)
    found: dict[str, Any] = {"count": len(blank), "by_rule": dict(sorted(rules.items()))}
    if len(blank) <= MOST_CELLS:
        found["cells"] = [
            {"id": row.get("skill_id", row.get("section")), "reason": row["suppressed_reason"]} for row in blank
        ]
    return found
