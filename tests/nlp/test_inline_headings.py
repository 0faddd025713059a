import pytest

from skilldemand.nlp.cues import fold
from skilldemand.nlp.inline_headings import inline_headings


def _found(text):
    return [(text[start:end].rstrip(), opens) for start, end, opens in inline_headings(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ferries run.Preferred qualificationsMaster's degree", [("Preferred qualifications", "preferred")]),
        ("on the quay. Requirements: Python", [("Requirements:", "requirements")]),
        ("and ships. What you'll do Train models", [("What you'll do", "responsibilities")]),
        ("Requirements (must have): SQL", [("Requirements (must have):", "requirements")]),
        ("even if you lack all preferred qualifications, write", []),
        ("You will Python", []),
        ("our benefits of scale", []),
    ],
)
def test_headings_are_found_inside_running_text(text, found):
    assert _found(text) == found
