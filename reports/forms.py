"""The forms beside the pages, each with the same content: tables, one JSON of everything, the feed, the PDF."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from skilldemand.reports.datafiles import BULK, csv_text, data_kind, json_text, mart_rows
from skilldemand.reports.feed import FEED, Entry, feed_xml
from skilldemand.reports.marts import Market
from skilldemand.reports.page import Link
from skilldemand.reports.parquet import parquet_bytes, table_schemas
from skilldemand.reports.pdf import PDF
from skilldemand.reports.texts import say

DATA = "report.json"


def table_files(connection: duckdb.DuckDBPyConnection, market: Market) -> dict[str, bytes]:
    """Return every table twice: tables/<name>.csv and tables/<name>.parquet."""
    schemas = table_schemas(connection, market.extras.rows)
    found = {}
    for name, (columns, rows) in mart_rows(market).items():
        found[f"tables/{name}.csv"] = csv_text(market, columns, rows).encode("utf-8")
        found[f"tables/{name}.parquet"] = parquet_bytes(schemas[name], rows, data_kind(market))
    return found


def json_file(market: Market, title: str, summary: Sequence[str], generated_at: datetime) -> bytes:
    """Return report.json: what the report says and its tables; it names those that are files only, for their size."""
    whole: dict[str, Any] = {
        "data": data_kind(market),
        "sample": market.sample,
        "population": market.population,
        "generated_at": generated_at,
        "title": title,
        "summary": summary,
        "overview": market.overview,
        "run": market.run,
        "tables": {
            name: [{column: row[column] for column in columns} for row in rows]
            for name, (columns, rows) in mart_rows(market).items()
            if name not in BULK
        },
        "tables_as_files_only": sorted(name for name in mart_rows(market) if name in BULK),
    }
    return json_text(whole).encode("utf-8")


def feed_file(market: Market, title: str, summary: Sequence[str], generated_at: datetime) -> bytes:
    """Return the feed with the one entry of this report; where `latest` is served, that is a feed of all to come."""
    entry = Entry(page="index.html", title=title, updated=generated_at, population=market.population, lines=summary)
    return feed_xml([entry]).encode("utf-8")


def downloads(market: Market, *, pdf: bool) -> list[Link]:
    """Return the files that the page names, but for those that every report has under another heading."""
    found = [file_link(PDF, say("forms.pdf"))] if pdf else []
    found.append(file_link(FEED, say("forms.feed")))
    found.append(file_link(DATA, say("downloads.json")))
    tables = [
        file_link(f"tables/{name}.csv", say("downloads.tables", grain=say(f"grains.{name}")))
        for name in mart_rows(market)
    ]
    return [*found, *tables, file_link("tables/skill_demand.parquet", say("forms.parquet"))]


def file_link(path: str, content: str) -> Link:
    """Return the link to a file of the report, named by its path."""
    return Link(path, path, content)
