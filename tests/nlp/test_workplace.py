import pytest

from skilldemand.nlp.passage import read
from skilldemand.nlp.workplace import WORKPLACES, workplace_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("This is a fully remote role.", "remote"),
        ("Location: Oslo (hybrid)", "hybrid"),
        ("Come to the office three days a week.", "hybrid"),
        ("We sit together in person 5 days a week.", "onsite"),
        ("The job is onsite in Bergen.", "onsite"),
        ("Remote sensing of rivers with hybrid search and hybrid cloud.", "unstated"),
        ("Free onsite gym.", "unstated"),
        ("2 days remote, 3 days onsite", "hybrid"),
        ("Nothing is said.", "unstated"),
        ("Location: OsloRemoteSalary: 5", "remote"),
        ("Everyone is in the office 3x a week.", "hybrid"),
        ("You are onsite Tuesday, Wednesday and Thursday.", "hybrid"),
        ("We eat lunch once a week at the office.", "unstated"),
        ("This role is in our Oslo office.", "onsite"),
        ("Our Oslo office has a view.", "unstated"),
        ("Work remotely: No", "unstated"),
        ("A stipend for WFH.", "unstated"),
        ("Up to one home office day a week.", "hybrid"),
    ],
)
def test_the_text_tells_the_workplace(text, place):
    found, where = workplace_of("ML Engineer", None, text, read(text))
    assert found == place
    assert place in WORKPLACES
    assert (where is None) == (place == "unstated")


def test_title_and_location_tell_when_the_text_does_not():
    assert workplace_of("ML Engineer (Remote)", None, "", read("")) == ("remote", None)
    assert workplace_of("ML Engineer", "Anywhere", "", read("")) == ("remote", None)
