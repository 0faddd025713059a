"""Choices announced before a list: which lines are its items, and that their skills are alternatives."""

import pytest

from skilldemand.nlp.announced import items
from skilldemand.nlp.passage import read
from skilldemand.nlp.sections import segment

LIST = """Requirements
Experience in one or more of the following:
- Speech recognition
- Computer vision
- Robotics
Python is needed in any case.
"""


def _items(text):
    sentences = segment(text)
    listed = items(text, sentences, read(text))
    return [text[s.start : s.end].strip("- \n") for s in sentences if s.start in listed]


def _groups(reader, text):
    return {m.skill_id: m.requirement if m.any_of else None for m in reader.read(text).mentions if m.counts}


def test_bullets_under_an_announcement_are_its_items():
    assert _items(LIST) == ["Speech recognition", "Computer vision", "Robotics"]


def test_short_lines_do_without_bullets():
    assert _items(LIST.replace("- ", "")) == [
        "Speech recognition",
        "Computer vision",
        "Robotics",
        "Python is needed in any case.",
    ]


@pytest.mark.parametrize("intro", ["Requirements:", "All of the following:", "One of the best teams in town:"])
def test_a_colon_alone_announces_no_choice(intro):
    assert _items(LIST.replace("Experience in one or more of the following:", intro)) == []


def test_the_next_list_is_another(reader):
    text = LIST.replace("Python is needed in any case.", "You also bring:\n- Python\n- SQL")
    found = _groups(reader, text)
    assert found["speech"] == found["computer-vision"] == found["robotics"] is not None
    assert found["python"] is None
    assert found["sql"] is None


def test_one_skill_is_no_choice(reader):
    found = _groups(reader, "Requirements\nAt least one of these:\n- Python\n- A driving licence\n")
    assert found == {"python": None}


def test_a_skill_also_asked_for_on_its_own_is_no_alternative(reader):
    found = _groups(reader, LIST + "- Computer vision at scale\n")
    assert found["computer-vision"] is None
    assert found["speech"] is not None
