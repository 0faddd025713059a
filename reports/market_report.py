"""The market report: which parts, in which order, from one published warehouse into one folder."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from skilldemand.reports.cards import Card, cards
from skilldemand.reports.datafiles import csv_text, data_kind, json_text, mart_rows
from skilldemand.reports.explorer.page import EXPLORER, explorer_html
from skilldemand.reports.manifest import manifest
from skilldemand.reports.marts import Market, read_market
from skilldemand.reports.outputs import MANIFEST, publish
from skilldemand.reports.page import Download, Page, build_page
from skilldemand.reports.render import page_html, page_markdown
from skilldemand.reports.summary import market_summary
from skilldemand.reports.texts import say

HTML, MARKDOWN, DATA = "index.html", "report.md", "report.json"


@dataclass(frozen=True)
class ReportFiles:
    """Where a written report is."""

    folder: Path
    html: Path
    markdown: Path
    data: Path
    manifest: Path
    tables: tuple[Path, ...]
    charts: tuple[Path, ...]


def write_report(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    *,
    population: str = "ml",
    generated_at: datetime,
    skilldemand_version: str,
) -> ReportFiles:
    """Write the report of one population from the published warehouse (open read-only) into the folder out.

    The same database and the same generated_at give the same bytes of every file. out appears or is replaced as a
    whole. Raises WarehouseError, PopulationError and OutputError before anything in out has changed.
    """
    market = read_market(connection, population)
    drawn = cards(market)
    page = build_page(market, drawn, _downloads(market), generated_at=generated_at, version=skilldemand_version)
    outputs = _outputs(market, drawn, page, generated_at)
    outputs[EXPLORER] = explorer_html(
        connection, market, [name for name in outputs if name.startswith("tables/")], version=skilldemand_version
    ).encode("utf-8")
    facts = manifest(market, outputs, generated_at=generated_at, skilldemand_version=skilldemand_version)
    publish({**outputs, MANIFEST: json_text(facts).encode("utf-8")}, out)
    return ReportFiles(
        folder=out,
        html=out / HTML,
        markdown=out / MARKDOWN,
        data=out / DATA,
        manifest=out / MANIFEST,
        tables=tuple(out / name for name in outputs if name.startswith("tables/")),
        charts=tuple(out / name for name in outputs if name.startswith("charts/")),
    )


def summary_lines(connection: duckdb.DuckDBPyConnection, population: str = "ml") -> list[str]:
    """Return the report's summary for a terminal: at most ten lines, each number with its n and interval.

    The first line says where the data are from, and that they are sample data where they are. Raises WarehouseError and
    PopulationError.
    """
    return market_summary(read_market(connection, population))


def _outputs(market: Market, drawn: list[Card], page: Page, generated_at: datetime) -> dict[str, bytes]:
    found = {
        HTML: page_html(page).encode("utf-8"),
        MARKDOWN: page_markdown(page).encode("utf-8"),
        DATA: json_text(_data(market, page, generated_at)).encode("utf-8"),
    }
    for name, (columns, rows) in mart_rows(market).items():
        found[f"tables/{name}.csv"] = csv_text(market, columns, rows).encode("utf-8")
    return found | {f"charts/{card.name}.png": card.png for card in drawn}


def _data(market: Market, page: Page, generated_at: datetime) -> dict[str, object]:
    return {
        "data": data_kind(market),
        "sample": market.sample,
        "population": market.population,
        "generated_at": generated_at,
        "title": page.title,
        "summary": page.summary,
        "overview": market.overview,
        "run": market.run,
        "tables": {
            name: [{column: row[column] for column in columns} for row in rows]
            for name, (columns, rows) in mart_rows(market).items()
        },
    }


def _downloads(market: Market) -> list[Download]:
    files = [Download(EXPLORER, say("explorer.page.download"))] if not market.empty else []
    files += [Download(MARKDOWN, say("downloads.markdown")), Download(DATA, say("downloads.json"))]
    files += [
        Download(f"tables/{name}.csv", say("downloads.tables", grain=say(f"grains.{name}")))
        for name in mart_rows(market)
    ]
    return [*files, Download(MANIFEST, say("downloads.manifest"))]
