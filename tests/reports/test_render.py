"""Each part of the page is pinned as HTML, so that a change of a template is seen in review."""

import pytest

from skilldemand.reports.cards import cards
from skilldemand.reports.marts import read_market
from skilldemand.reports.page import Download, build_page
from skilldemand.reports.render import component, page_markdown
from skilldemand.reports.tables import all_skills_table, family_table


@pytest.fixture(scope="module")
def market(warehouse):
    with warehouse(sample=True) as connection:
        return read_market(connection, "ml")


@pytest.fixture(scope="module")
def page(market, generated_at):
    files = [Download("report.json", "everything")]
    return build_page(market, cards(market), files, generated_at=generated_at, version="0.1.0")


def test_sample_banner(golden) -> None:
    golden.check("sample_banner.html", component("sample_banner"))


def test_masthead(golden, page) -> None:
    golden.check("masthead.html", component("masthead", page))


def test_summary(golden, page) -> None:
    golden.check("summary.html", component("summary", page.summary))


def test_family_table(golden, market) -> None:
    golden.check("family_table.html", component("data_table", family_table("Clouds", market.clouds, "Any cloud")))


def test_all_skills_table(golden, market) -> None:
    golden.check("all_skills_table.html", component("skill_table", all_skills_table(market)))


def test_accounting_table(golden, page) -> None:
    golden.check("accounting_table.html", component("data_table", page.accounting))


def test_terms(golden, page) -> None:
    golden.check("rules.html", component("terms", page.rules))


def test_downloads(golden, page) -> None:
    golden.check("downloads.html", component("downloads", page.files))


def test_chart_card_without_its_pictures(golden, page) -> None:
    card = next(card for card in page.cards if card.name == "cloud_demand")
    html = component("chart_section", card, True)
    for svg in (card.svg_wide, card.svg_narrow):
        assert svg in html
        html = html.replace(svg, "<svg/>")
    golden.check("chart_section.html", html)


def test_markdown_without_the_long_table(golden, page) -> None:
    text = page_markdown(page)
    start, end = text.index("## All skills"), text.index("Written by skilldemand")
    golden.check("report.md", text[:start] + text[end:])
