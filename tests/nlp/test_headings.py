import pytest

from skilldemand.nlp import headings


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
    assert headings.known(line) == section


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
    assert headings.by_words(line) == section
