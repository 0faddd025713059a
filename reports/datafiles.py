"""The report's numbers for programs: one CSV a mart, one JSON of everything."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from skilldemand.reports.extra_marts import EXTRAS
from skilldemand.reports.marts import COLUMNS, Market, Row
from skilldemand.reports.strangers import sheet_text, tame
from skilldemand.reports.texts import say

DIGITS = 6  # a share to one in a million: finer than any interval, and the same text on every machine

BULK = frozenset({"skill_month", "skill_slice", "skill_pair", "skill_alternative", "role_distinctive"})
"""Tables of tens of thousands of rows: they are files of their own, not a part of report.json."""


def mart_rows(market: Market) -> dict[str, tuple[tuple[str, ...], Sequence[Row]]]:
    """Return name -> (columns, rows) of what is published as a table, in the order of the report."""
    found: dict[str, Sequence[Row]] = {
        "marts.skill_demand": market.skills,
        "marts.framework_demand": market.frameworks,
        "marts.cloud_demand": market.clouds,
        "marts.section_demand": market.sections,
        "marts.role_mix": market.roles,
        "marts.source_mix": market.sources,
        "marts.month_flow": market.months,
        "marts.lifecycle_month": market.lifecycle,
        "marts.source_quality": market.quality,
        "meta.accounting": market.accounting,
    }
    plain = {name.partition(".")[2]: (COLUMNS[name], rows) for name, rows in found.items()}
    return plain | {name: (EXTRAS[name].columns, rows) for name, rows in market.extras.rows.items()}


def csv_text(market: Market, columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return one table as CSV (RFC 4180, header, UTF-8); the last column, data, says sample data or postings.

    The shares of suppressed rows are empty and suppressed_reason says why; lists are joined by "; ". What a
    spreadsheet would run as a formula begins with an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*columns, "data"])
    for row in rows:
        writer.writerow([*(_field(row[name]) for name in columns), data_kind(market)])
    return buffer.getvalue()


def data_kind(market: Market) -> str:
    """Return "sample data" or "postings"."""
    return say("sample.kind" if market.sample else "sample.real_kind")


def json_text(value: Mapping[str, Any]) -> str:
    """Return JSON with sorted keys and two spaces of indent; dates are ISO 8601, floats have at most six digits."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def _field(value: Any) -> Any:
    if isinstance(value, list):
        return sheet_text("; ".join(str(part) for part in value))
    plain = sheet_text(value) if isinstance(value, str) else _plain(value)
    return "" if plain is None else plain


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return tame(value)
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
