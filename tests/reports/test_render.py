"""Each part of the page is pinned as HTML, so that a change of a template is seen in review."""

import pytest

from skilldemand.reports.marts import read_market
from skilldemand.reports.page import Link
from skilldemand.reports.pages.index import index_page, index_parts
from skilldemand.reports.parts.method import accounting_table, rules
from skilldemand.reports.render import component, page_markdown
from skilldemand.reports.tables import all_skills_table, family_table


@pytest.fixture(scope="module")
def market(warehouse):
    with warehouse(sample=True) as connection:
        return read_market(connection, "ml")


@pytest.fixture(scope="module")
def page(market, generated_at):
    files = [Link("report.json", "report.json", "everything")]
    return index_page(market, index_parts(market), files, generated_at=generated_at, version="0.1.0")


def part(page, anchor: str):
    return next(part for part in page.parts if part.anchor == anchor)


def test_sample_banner(golden) -> None:
    golden.check("sample_banner.html", component("sample_banner"))


def test_masthead(golden, page) -> None:
    golden.check("masthead.html", component("masthead", page))


def test_summary(golden, page) -> None:
    golden.check("summary.html", component("part_section", part(page, "summary"), True))


def test_family_table(golden, market) -> None:
    golden.check("family_table.html", component("data_table", family_table("Clouds", market.clouds, "Any cloud")))


def test_all_skills_table(golden, market) -> None:
    golden.check("all_skills_table.html", component("data_table", all_skills_table(market), True))


def test_accounting_table(golden, market) -> None:
    golden.check("accounting_table.html", component("data_table", accounting_table(market.accounting)))


def test_terms(golden, market) -> None:
    golden.check("rules.html", component("terms", rules(market)))


def test_contents(golden, page) -> None:
    golden.check("contents.html", component("contents", page.contents))


def test_downloads(golden, page) -> None:
    golden.check("downloads.html", component("downloads", page.files))


def test_chart_card_without_its_pictures(golden, page) -> None:
    clouds = part(page, "cloud_demand")
    (card,) = clouds.blocks
    html = component("part_section", clouds, True)
    for svg in (card.svg_wide, card.svg_narrow):
        assert svg in html
        html = html.replace(svg, "<svg/>")
    golden.check("chart_section.html", html)


def test_markdown(golden, page) -> None:
    golden.check("report.md", page_markdown(page))
