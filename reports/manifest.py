"""The manifest: what a report was made from and with, and the checksum of every file of it."""

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version as installed
from typing import Any

from skilldemand.reports.datafiles import data_kind, mart_rows
from skilldemand.reports.findings import suppressed
from skilldemand.reports.marts import Market
from skilldemand.reports.outputs import sha256

_DRAWN_WITH = ("duckdb", "jinja2", "matplotlib", "pandas")


def manifest(
    market: Market, outputs: Mapping[str, bytes], *, generated_at: datetime, skilldemand_version: str
) -> dict[str, Any]:
    """Return versions, row counts, accounting, suppressed cells, and the size and sha256 of each output."""
    run = market.run
    tables = mart_rows(market)
    return {
        "population": market.population,
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
            name: [{"id": row.get("skill_id", row.get("section")), "reason": row["suppressed_reason"]} for row in blank]
            for name, (columns, rows) in tables.items()
            if "suppressed_reason" in columns
            for blank in [suppressed(rows)]
        },
        "outputs": {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in outputs.items()},
    }
