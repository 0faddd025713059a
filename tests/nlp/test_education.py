import pytest

from skilldemand.nlp.education import education_of
from skilldemand.nlp.passage import read
from skilldemand.nlp.sections import segment


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Requirements\n- BS or MS in a technical field", "bachelor"),
        ("Requirements\n- Master's degree or PhD", "master"),
        ("Requirements\n- PhD in physics", "phd"),
        ("Requirements\n- MS Office", None),
        ("Nice to have\n- PhD", None),
        ("Requirements\n- SQL", None),
    ],
)
def test_the_lowest_degree_required_is_told(text, level):
    assert education_of(read(text), segment(text))[0] == level
