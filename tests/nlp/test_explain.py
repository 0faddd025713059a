"""An explanation shows the whole text, each mention with its reason, and asks nothing of the network."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from skilldemand.nlp.explain import Explanation, as_object, explain
from skilldemand.nlp.explain_page import as_html
from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.reader import Reader

TEXT = """About Tidewater
Tidewater plans harbours. Our own platform runs on SageMaker.

Responsibilities
- Build services in Go and deploy models.

Requirements
- 4+ years of Python. C/C++ or Rust & <b>nerve</b>.
- Rust is not required.

Benefits
EUR 70,000 - 90,000 a year; python classes.
"""


@pytest.fixture(scope="module")
def small_reader(small_matcher: Matcher) -> Reader:
    return Reader(small_matcher)


@pytest.fixture(scope="module")
def told(small_reader: Reader) -> Explanation:
    return explain(TEXT, "Senior ML Engineer", "Tidewater", reader=small_reader)


def page(told: Explanation, reader: Reader) -> LexborHTMLParser:
    return LexborHTMLParser(as_html(told, reader.matcher.taxonomy))


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_skills_stand_once_the_strongest_first_with_group_and_years(told: Explanation) -> None:
    rows = {row.id: row for row in told.skills}
    assert rows["python"].years == 4
    assert [told.mentions[i].surface for i in rows["python"].mentions] == ["Python"]
    assert [row.strength for row in told.skills] == sorted(
        (row.strength for row in told.skills), key=["required", "preferred", "duty"].index
    )
    assert {row.any_of for row in told.skills} <= {None, 1, 2, 3}


def test_what_does_not_count_is_shown_grey_with_its_reason(told: Explanation, small_reader: Reader) -> None:
    shown = {node.text(): node.attributes["data-tip"] or "" for node in page(told, small_reader).css("article mark.no")}
    assert "stands in a section on benefits" in shown["python"]
    assert "SageMaker" in shown


def test_each_mark_can_be_reached_by_keyboard_and_tells_skill_strength_and_rule(
    told: Explanation, small_reader: Reader
) -> None:
    marks = page(told, small_reader).css("article mark")
    assert all(node.attributes["tabindex"] == "0" for node in marks)
    tip = next(node.attributes["data-tip"] for node in marks if node.text() == "Python")
    assert tip == "Python · required · 4 years\nFound by alias Python"


def test_two_skills_at_one_place_share_a_mark(told: Explanation, small_reader: Reader) -> None:
    tip = next(n.attributes["data-tip"] for n in page(told, small_reader).css("article mark") if n.text() == "C/C++")
    assert tip is not None
    assert "C ·" in tip
    assert "C++ ·" in tip


def test_every_link_of_the_side_tables_leads_to_a_place(told: Explanation, small_reader: Reader) -> None:
    html = page(told, small_reader)
    targets = {node.attributes["id"] for node in html.css("[id]")}
    links = {(node.attributes["href"] or "").removeprefix("#") for node in html.css("aside a")}
    assert links <= targets
    assert "e-salary" in links


def test_the_page_needs_nothing_but_itself(told: Explanation, small_reader: Reader) -> None:
    html = page(told, small_reader)
    assert not html.css("script, img, iframe, object, [src]")
    assert all((n.attributes["href"] or "")[:6] in ("data:,", "") for n in html.css("link"))
    style = html.css_first("style")
    assert style is not None
    assert not re.search(r"url\(|@import", style.text())


def test_the_text_is_escaped_and_complete(told: Explanation, small_reader: Reader) -> None:
    article = page(told, small_reader).css_first("article")
    assert article is not None
    for name in article.css("p.name"):
        name.decompose()
    assert letters(article.text()) == letters(TEXT)


def test_the_object_holds_the_text_and_offsets_into_it(told: Explanation) -> None:
    found = as_object(told)
    assert all(found["text"][m["start"] : m["end"]] == m["surface"] for m in found["mentions"])
    assert {s["section"] for s in found["sections"]} >= {"about", "responsibilities", "requirements", "benefits"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200).map(lambda s: "Requirements: Python, " + s + " C/C++ or Go, Rust"))
def test_the_pieces_are_the_text_whatever_it_is(small_reader: Reader, text: str) -> None:
    told = explain(text, reader=small_reader)
    pieces = [piece for paragraph in told.paragraphs for piece in paragraph.pieces]
    assert letters("".join(piece.text for piece in pieces)) == letters(text)
    covered = {i for piece in pieces for i in piece.mentions}
    assert covered == set(range(len(told.mentions)))


def test_an_empty_text_is_explained(small_reader: Reader) -> None:
    assert "The text is empty" in as_html(explain("", reader=small_reader), small_reader.matcher.taxonomy)
