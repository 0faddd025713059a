"""Every page but index.html and the explorer, from one market."""

import duckdb

from skilldemand.reports.content import Card
from skilldemand.reports.links import has_page
from skilldemand.reports.marts import Market
from skilldemand.reports.page import Page
from skilldemand.reports.pages.directory import directory_page
from skilldemand.reports.pages.employers import employer_pages
from skilldemand.reports.pages.evidence import Evidence, read_evidence
from skilldemand.reports.pages.family import family_page
from skilldemand.reports.pages.skill import skill_page


def more_pages(connection: duckdb.DuckDBPyConnection, market: Market, index: Page, *, version: str) -> list[Page]:
    """Return the comparison pages, the employers' pages, a page for each published skill, and the list of them.

    index is the page whose charts the comparisons repeat. A market without a published share has none of them.
    """
    if not market.published:
        return employer_pages(market, version=version)
    cards = {block.name: block for part in index.parts for block in part.blocks if isinstance(block, Card)}
    pages = [
        family_page(market, cards[name], rows, version=version)
        for name, rows in (("framework_demand", market.frameworks), ("cloud_demand", market.clouds))
        if name in cards
    ]
    pages += employer_pages(market, version=version)
    evidence = read_evidence(connection, market.population)
    pages += [
        skill_page(market, row, evidence.get(row["skill_id"], Evidence()), version=version)
        for row in market.skills
        if has_page(market, row["skill_id"])
    ]
    return [*pages, directory_page(market, pages, version=version)]
