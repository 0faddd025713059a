"""The pages beside the report: every link leads to a file, quotes are short, addresses safe, nothing is loaded."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.reports.market_report import write_report
from skilldemand.reports.pages.evidence import MOST_WORDS, cut, safe_address
from skilldemand.reports.pages.timeline import BOTTOM, LEFT, RIGHT, TOP, timeline
from tests.reports.extras import add_extras, rows


@pytest.fixture(scope="module")
def folder(warehouse, generated_at, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("full") / "report"
    with warehouse(sample=True) as connection:
        add_extras(connection)
        write_report(connection, out, generated_at=generated_at, skilldemand_version="0.1.0")
    return out


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_each_published_skill_kind_of_employer_and_family_has_a_page(pages) -> None:
    assert {"index.html", "pages.html", "clouds.html", "frameworks.html", "employers.html"} <= set(pages)
    assert {"skills/python.html", "employers/1.html", "employers/100-or-more.html"} <= set(pages)
    assert "skills/theano.html" not in pages


def test_every_link_leads_to_a_file_of_the_report(folder: Path, pages) -> None:
    for name, html in pages.items():
        for link in re.findall(r'href="([^"#]+)"', html):
            if not link.startswith(("data:", "http")):
                assert ((folder / name).parent / link).resolve().is_file(), f"{name}: {link}"


def test_every_page_forbids_the_network_and_says_sample(pages) -> None:
    for name, html in pages.items():
        assert "default-src &#39;none&#39;" in html
        assert html.count("<h1") == 1
        assert "SAMPLE DATA" in html.split("<h1")[0], name
        assert not re.search(r'\b(?:src|action)="', html), name
        assert ' style="' not in html


def test_ids_of_every_page_are_unique(pages) -> None:
    for name, html in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name


def test_a_skill_page_holds_time_strength_partners_pay_and_trust(pages) -> None:
    html = pages["skills/python.html"]
    anchors = re.findall(r'<section id="([a-z_]+)">', html)
    assert anchors == ["time", "strength", "employers", "alternatives", "partners", "who", "pay", "trust"]
    assert "Northwind Analytics &amp; Co" in html
    assert 'href="../skills/sql.html"' in html


def test_the_list_of_pages_is_whole_without_its_script(pages) -> None:
    html = pages["pages.html"]
    assert html.count('<th scope="row">') == 38
    assert '<p class="search" id="search" hidden>' in html
    assert "script-src &#39;sha256-" in html
    assert "<script>" not in pages["index.html"]


def test_an_employer_kind_without_shares_says_why(pages) -> None:
    assert "No share is published: fewer than 100 vacancies (" in pages["employers/100-or-more.html"]


def test_the_explorer_tables_follow_in_every_form(folder: Path) -> None:
    assert (folder / "tables" / "skill_month.csv").is_file()
    assert (folder / "tables" / "skill_trend.parquet").is_file()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//host/x", "ftp://host/x", "http://", "",
     "https://user:word@host/", "https://host/\u202egnp", "https://ho st/", "java\nscript:alert(1)", "http://[bad"],
)  # fmt: skip
def test_addresses_that_do_not_lead_to_a_web_page_are_no_links(address: str) -> None:
    assert safe_address(address) == ""


def test_a_web_address_is_kept_as_it_is() -> None:
    assert safe_address("https://jobs.example/1?a=b&c=%20d") == "https://jobs.example/1?a=b&c=%20d"


def test_a_quote_is_the_sentence_around_the_hit() -> None:
    quote = cut("We build. You know ", "PyTorch", " and SQL well.\nWe offer")
    assert (quote.before, quote.found, quote.after) == ("You know ", "PyTorch", " and SQL well.")
    assert cut("(", "C++", "), daily").before == "("


@given(st.text(max_size=300), st.text(min_size=1, max_size=30), st.text(max_size=300))
def test_a_quote_never_has_more_than_twenty_words(before: str, hit: str, after: str) -> None:
    quote = cut(before, hit, after)
    words = f"{quote.before} {quote.found} {quote.after}".replace("\u2026", " ").split()
    assert len(words) <= MOST_WORDS
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", quote.before + quote.found + quote.after)


def test_a_timeline_has_gaps_where_months_are_missing_and_stays_inside_its_box() -> None:
    months = [row for row in rows()["skill_month"] if row["skill_id"] == "python"]
    line = timeline(months, "Python")
    assert line is not None
    assert [len(stretch) for stretch in line.stretches] == [3, 2]
    assert [point.partial for point in line.points] == [False] * 5 + [True]
    assert all(LEFT <= point.x <= RIGHT and TOP <= point.high <= point.low <= BOTTOM for point in line.points)
    assert len(line.up) <= 6
    assert timeline(months[:2], "Python") is None
