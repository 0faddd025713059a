"""Cleaning is stable, gives tidy lines of any text and takes time in proportion to its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.crawler.fields.html_text import clean_text

PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<li>",
        "<b>",
        "</b>",
        "<br>",
        "&lt;",
        "&amp;",
        "&amp;lt;p&gt;",
        "&nbsp;",
        "\n",
        "\n\n",
        "- ",
        "* ",
        "**",
        "_",
        "`",
        "# ",
        "\\-",
        "\\",
        "[a](http://b)",
        ">",
        "<",
        "•",
        " o ",
        "1. ",
        "2. ",
        "3. ",
        "Requirements",
        "Requirements:",
        "Design ",
        "the ",
        "Strong",
        "tools",
        "only!This",
        "5+ years",
        "â€™",
        "\xa0",
        "\u200b",
        "\ufffd",
        "\x92",
        "\ud83d",
        "word ",
        "A",
        ".",
        ":",
        ";",
        "Responsibilities",
        "About us",
        "You will",
        "Report",
        "\\n",
        "|",
        "-",
        "---",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_cleaning_again_changes_nothing(raw: str) -> None:
    cleaned = clean_text(raw)
    assert clean_text(cleaned) == cleaned


@given(st.text(st.characters(codec=None), max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_gives_tidy_lines(raw: str) -> None:
    cleaned = clean_text(raw)
    assert clean_text(cleaned) == cleaned
    cleaned.encode()
    assert "\n\n\n" not in cleaned
    assert all(line == line.strip() for line in cleaned.split("\n"))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        ",",
        "<",
        "<div>",
        "<b>",
        "<a ",
        "<!--",
        "<script>",
        "&",
        "&amp;",
        "&#38;",
        "\x00",
        "\\",
        "\\n",
        "*",
        "*a ",
        "_a",
        "`a",
        "[",
        "[a](",
        "a.B",
        "aB",
        "abcDef",
        "• ",
        "•",
        "- ",
        "-\n",
        "1. A",
        " \n",
        " ",
        "Requirements Design a ",
        " ? A",
        "Ã",
        "\x92",
        "> ",
        "|-",
        "!A",
        "\ud800",
        "1 ",
        "word " * 11 + "\n",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    raw = piece * (200_000 // len(piece))
    started = time.process_time()
    clean_text(raw)
    # A quadratic step takes minutes on this length; the slowest linear one takes about two seconds.
    assert time.process_time() - started < 20
