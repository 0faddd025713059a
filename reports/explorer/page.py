"""The explorer as one HTML file: its words, its data, its script, and the policy that lets only that script run."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import duckdb

from skilldemand.reports.content import Table
from skilldemand.reports.explorer.data import explorer_data
from skilldemand.reports.findings import TECHNOLOGY_KINDS, members
from skilldemand.reports.links import EXPLORER
from skilldemand.reports.marts import Market
from skilldemand.reports.numbers import count, plural
from skilldemand.reports.page import Note, Page, new_page
from skilldemand.reports.render import environment, stylesheet
from skilldemand.reports.tables import demand_table
from skilldemand.reports.texts import entry, say

FALLBACK_ROWS = 100
SCRIPTS = ("codec", "estimate", "market", "openings", "words", "state", "view", "main")
"""The parts of the script in the order in which they stand: each uses only what is above it."""


@dataclass(frozen=True)
class ExplorerPage:
    """What the template sets; every text is escaped there, data and script are ready to stand in their elements."""

    head: Page
    table: Table
    tables: list[str]
    data: str
    script: str
    css: str
    policy: str


def explorer_html(connection: duckdb.DuckDBPyConnection, market: Market, tables: list[str], *, version: str) -> str:
    """Return the explorer for the published warehouse; the population of `market` is what it shows first.

    tables are the paths of the report's tables, which it names where no script runs. It needs no other file.
    """
    data = explorer_data(connection)
    script = bundle()
    css, policy = stylesheet(extra=_own("explorer.css"), script=script)
    page = ExplorerPage(
        head=_head(market, data["count"], data["counted"], version),
        table=demand_table(say("explorer.page.ranking_caption"), members(market.skills)[:FALLBACK_ROWS]),
        tables=tables,
        data=_embedded(data, market),
        script=script,
        css=css,
        policy=policy,
    )
    return environment().get_template("explorer.html.jinja").render(page=page)


def _head(market: Market, held: int, counted: int, version: str) -> Page:
    """Return what the head and the foot say, in the form of every other page."""
    left_out = Note(say("explorer.page.left_out", held=count(held), counted=count(counted)), stale=True)
    return new_page(
        market,
        EXPLORER,
        say("explorer.page.title"),
        (),
        version=version,
        window=say("explorer.page.document_title"),
        lead=say("explorer.page.lead", vacancies=plural(held, say("units.vacancy"), say("units.vacancies"))),
        notes=(left_out,) if held < counted else (),
        footer=say("explorer.page.footer", version=version),
    )


def bundle() -> str:
    """Return the whole script: the parts one after the other in one function, so that no name leaves it."""
    parts = "\n".join(_own(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _own(name: str) -> str:
    return (files("skilldemand.reports.explorer") / name).read_text(encoding="utf-8")


def _embedded(data: dict[str, Any], market: Market) -> str:
    """Return the data as JSON that cannot end its element: no less-than sign stands in it."""
    whole = data | {
        "population": market.population,
        "sections": sorted(market.section_titles.items(), key=lambda pair: pair[1]),
        "technologies": sorted(TECHNOLOGY_KINDS),
        "words": entry("explorer.script"),
        "order": list(entry("explorer.script.values")),
    }
    found = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return found.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
