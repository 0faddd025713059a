"""The market report: which parts, in which order, from one published warehouse into one folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from skilldemand.reports.content import Card
from skilldemand.reports.datafiles import json_text
from skilldemand.reports.explorer.page import explorer_html
from skilldemand.reports.feed import FEED
from skilldemand.reports.forms import DATA, downloads, feed_file, file_link, json_file, table_files
from skilldemand.reports.inputs import input_sums
from skilldemand.reports.links import EXPLORER
from skilldemand.reports.manifest import Origin, manifest
from skilldemand.reports.marts import Market, read_market
from skilldemand.reports.outputs import MANIFEST, publish
from skilldemand.reports.page import Link, Page
from skilldemand.reports.pages.all_pages import more_pages
from skilldemand.reports.pages.index import index_page, index_parts
from skilldemand.reports.parts.emerging import read_candidates
from skilldemand.reports.pdf import PDF, check_available, pdf_bytes
from skilldemand.reports.previous import read_previous
from skilldemand.reports.render import page_html, page_markdown
from skilldemand.reports.summary import market_summary
from skilldemand.reports.tables import all_skills_table
from skilldemand.reports.texts import say

HTML, MARKDOWN = "index.html", "report.md"


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
    run_id: str | None = None,
    pdf: bool = False,
    previous: Path | None = None,
    discovered: Path | None = None,
) -> ReportFiles:
    """Write the report of one population from the published warehouse (open read-only) into the folder out.

    The same database, generated_at and run_id (without one: the second of generated_at) give the same bytes of every
    file. previous is a folder with reports, of which the last one made from another warehouse is compared; discovered
    is a file of `skilldemand discover`; where they are not there, the parts that need them are left out. out appears or
    is replaced as a whole. Raises WarehouseError, PopulationError and OutputError before anything in out has changed.
    """
    if pdf:
        check_available()
    market = read_market(connection, population)
    before = read_previous(previous, population, market.run["built_at"])
    parts = index_parts(market, previous=before, candidates=read_candidates(discovered))
    index = index_page(
        market, parts, _downloads(market, pdf=pdf), generated_at=generated_at, version=skilldemand_version
    )
    summary = market_summary(market)
    tables = table_files(connection, market)
    outputs = _pages(connection, market, index, skilldemand_version) | tables
    outputs[EXPLORER] = explorer_html(connection, market, list(tables), version=skilldemand_version).encode("utf-8")
    outputs[DATA] = json_file(market, index.title, summary, generated_at)
    outputs[FEED] = feed_file(market, index.document_title, summary, generated_at)
    if pdf:
        outputs[PDF] = pdf_bytes(outputs[HTML].decode("utf-8"))
    origin = Origin(
        run_id=run_id or f"{generated_at:%Y%m%dT%H%M%SZ}",
        title=index.document_title,
        summary=summary,
        inputs=input_sums(connection),
    )
    facts = manifest(market, outputs, origin, generated_at=generated_at, skilldemand_version=skilldemand_version)
    publish({**outputs, MANIFEST: json_text(facts).encode("utf-8")}, out)
    return _written(out, outputs)


def summary_lines(connection: duckdb.DuckDBPyConnection, population: str = "ml") -> list[str]:
    """Return the report's summary for a terminal: at most ten lines, each number with its n and interval.

    The first line says where the data are from, and that they are sample data where they are. Raises WarehouseError and
    PopulationError.
    """
    return market_summary(read_market(connection, population))


def _written(out: Path, names: Iterable[str]) -> ReportFiles:
    names = list(names)
    return ReportFiles(
        folder=out,
        html=out / HTML,
        markdown=out / MARKDOWN,
        data=out / DATA,
        manifest=out / MANIFEST,
        tables=tuple(out / name for name in names if name.startswith("tables/") and name.endswith(".csv")),
        charts=tuple(out / name for name in names if name.startswith("charts/")),
    )


def _pages(connection: duckdb.DuckDBPyConnection, market: Market, index: Page, version: str) -> dict[str, bytes]:
    """Return every page, the pictures of their charts, and the Markdown."""
    pages = [index, *more_pages(connection, market, index, version=version)]
    found = {page.path: page_html(page).encode("utf-8") for page in pages}
    found[MARKDOWN] = page_markdown(index, all_skills_table(market) if market.published else None).encode("utf-8")
    charts = {block.name: block for part in index.parts for block in part.blocks if isinstance(block, Card)}
    return found | {f"charts/{card.name}.png": card.png for card in charts.values()}


def _downloads(market: Market, *, pdf: bool) -> list[Link]:
    explorer = [] if market.empty else [file_link(EXPLORER, say("explorer.page.download"))]
    own = [*explorer, file_link(MARKDOWN, say("downloads.markdown"))]
    return [*own, *downloads(market, pdf=pdf), file_link(MANIFEST, say("downloads.manifest"))]
