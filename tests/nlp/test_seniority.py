import pytest

from skilldemand.nlp.experience import experience_asked
from skilldemand.nlp.passage import read
from skilldemand.nlp.sections import segment
from skilldemand.nlp.seniority import SENIORITIES, seniority_of


def _seniority(title, text=""):
    return seniority_of(title, read(text), experience_asked(read(text), segment(text)))


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Sr. ML Engineer", "senior"),
        ("Senior / Staff ML Engineer", "senior"),
        ("Senior Staff ML Engineer", "lead"),
        ("Principal Engineer", "lead"),
        ("ML Engineer II", "mid"),
        ("Junior Data Scientist", "junior"),
        ("Associate Principal Engineer", "lead"),
        ("Senior ML Intern", "intern"),
        ("ML Engineer", "unstated"),
    ],
)
def test_the_title_goes_first(title, level):
    assert _seniority(title) == (level, None)
    assert level in SENIORITIES


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("We are looking for a senior engineer.", "senior"),
        ("Requirements\n- 2+ years of experience", "junior"),
        ("Requirements\n- 4 years of experience", "mid"),
        ("Requirements\n- 5 years of experience in software, 1 year of experience in ML", "senior"),
        ("You will work with a senior colleague.", "unstated"),
    ],
)
def test_without_it_the_text_and_then_the_years_tell(text, level):
    found, place = _seniority("ML Engineer", text)
    assert found == level
    assert (place is None) == (level == "unstated")
