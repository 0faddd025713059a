"""Cue phrases found in one scan are those that each list finds by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.cues import Phrases, fold
from skilldemand.nlp.passage import Lexicon, Passage, passage, read
from skilldemand.nlp.strength import strength_of

ONE = Phrases({"soft": ["a plus", "plus", "nice-to-have", "e.g."], "rate": ["/hr"]}, where="test")
OTHER = Phrases({"hard": ["must", "plus points", "requir*"]}, where="test")
ANYWHERE = Phrases({"unit": ["day", "days", "0% "], "tool": ["must"]}, where="test", inside=True)
LISTS = (ONE, OTHER, ANYWHERE)
LEXICON = Lexicon(list(LISTS))
PIECES = [
    "a plus",
    "plus points",
    "plus",
    "must",
    "required",
    "mustard",
    "e.g.",
    "/hr",
    " ",
    ". ",
    "\n",
    "é",
    "x",
    "-",
    "nice-to-have",
    "days",
    "20% ",
]


def scanned(text):
    folded = fold(text)
    return Passage(folded, LEXICON, LEXICON.scan(folded))


def one_by_one(phrases, folded):
    """The longest phrases that stand as whole words, or anywhere, tried one by one at each place."""
    found, at = [], 0
    while at < len(folded):
        ends = []
        for phrase, label, prefix in phrases.entries():
            end = at + len(phrase)
            begins = phrases.inside or at == 0 or not (folded[at - 1].isalnum() and phrase[0].isalnum())
            stops = phrases.inside or prefix or not (folded[end : end + 1].isalnum() and phrase[-1].isalnum())
            if folded.startswith(phrase, at) and begins and stops:
                ends.append((end, label))
        if ends:
            end, label = max(ends)
            found.append((label, at, end))
        at = max(ends)[0] if ends else at + 1
    return found


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_one_scan_finds_what_each_list_finds(text):
    said = scanned(text)
    for phrases in LISTS:
        assert said.find(phrases) == one_by_one(phrases, said.folded)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 30), st.integers(0, 30))
def test_a_part_is_read_as_if_nothing_stood_around_it(text, low, length):
    said = scanned(text).part(low, low + length)
    assert said.folded == fold(text)[low : low + length]
    for phrases in LISTS:
        assert said.find(phrases) == one_by_one(phrases, said.folded)


def test_a_stretch_holds_only_whole_phrases_and_places_count_from_the_passage():
    said = scanned("SQL a plus, plus points for Rust").part(4, 32)
    assert said.find(ONE) == [("soft", 0, 6), ("soft", 8, 12)]
    assert said.find(OTHER) == [("hard", 8, 19)]
    assert said.find(ONE, 1) == [("soft", 2, 6), ("soft", 8, 12)]
    assert said.find(OTHER, 0, 12) == []
    assert said.labels_in(OTHER) == {"hard"}


def test_a_list_outside_the_scan_is_searched_by_itself():
    stranger = Phrases({"one": ["rust"]}, where="test")
    assert scanned("plus points for Rust").part(5, 20).find(stranger, 2, 15) == [("one", 11, 15)]


@pytest.mark.parametrize("text", ["", "Python is a plus", "Ωmega plus\u2019 é"])
def test_text_and_passage_are_read_alike(text):
    assert passage(read(text)).folded == fold(text)
    assert strength_of(text, 0, "requirements") == strength_of(read(text), 0, "requirements")
