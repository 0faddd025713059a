import pytest

from skilldemand.nlp import headings
from skilldemand.nlp.cues import fold


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Requirements", "requirements"),
        ("**Minimum Qualifications:**", "requirements"),
        ("## What You\u2019ll Do", "responsibilities"),
        ("NICE TO HAVE", "preferred"),
        ("🚀 Nice-to-haves:", "preferred"),
        ("Qualifications (all levels)", "requirements"),
        ("Location", headings.LABEL),
        ("Our kitchen", None),
    ],
)
def test_known_headings_are_found_through_their_dress(line, section):
    assert headings.known(headings.bare(fold(line))) == section


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Some qualifications we would love", "requirements"),
        ("Skills that would be a plus:", "preferred"),
        ("A typical day with our squad", "responsibilities"),
        ("Perks at Quillfeather:", "benefits"),
        ("Analytical skills", headings.WEAK),
        ("Meet Quillfeather", None),
        ("This line has far too many words to be any kind of heading at all", None),
    ],
)
def test_unknown_headings_are_placed_by_their_words(line, section):
    assert headings.by_words(headings.bare(fold(line))) == section


def test_known_headings_are_written_as_texts_are_searched():
    assert all(phrase == fold(phrase) and phrase.isascii() and "?" not in phrase for phrase in headings.phrases())
