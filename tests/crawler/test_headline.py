"""The first line of a "Who is hiring?" post is read by what its segments say, wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.headline import is_seeker, listed_roles, place_names, read_headline, title_of

LINE = "Tarnfield Labs (YC W24) | ML Engineer | Remote (US) | Full-time | $140k-$170k | https://tarnfield.example"


def test_each_segment_is_taken_for_what_it_says():
    head = read_headline(LINE)
    assert head.company == "Tarnfield Labs"
    assert head.roles == ["ML Engineer"]
    assert head.locations == ["US"]
    assert (head.workplace, head.employment, head.salary) == ("Remote", "Full-time", "$140k-$170k")


@pytest.mark.parametrize("slot", [1, 2, 3, 4])
def test_the_word_about_remote_work_may_stand_in_any_place(slot):
    parts = ["Tarnfield", "Data Scientist", "Oslo, Norway", "Full-time"]
    parts.insert(slot, "REMOTE")
    head = read_headline(" | ".join(parts))
    assert (head.company, head.roles, head.locations) == ("Tarnfield", ["Data Scientist"], ["Oslo, Norway"])
    assert head.workplace == "REMOTE"


@pytest.mark.parametrize(
    ("line", "company", "roles", "locations"),
    [
        ("Tarnfield - AI Engineer - London, UK - Full time", "Tarnfield", ["AI Engineer"], ["London, UK"]),
        ("Tarnfield is hiring a senior ML engineer.", "Tarnfield", ["senior ML engineer"], []),
        ("Senior ML Engineer | Tarnfield | Zurich, Switzerland", "Tarnfield", ["Senior ML Engineer"],
         ["Zurich, Switzerland"]),
        ("Tarnfield (tarnfield.ai) | Data Engineer | NYC or Remote | VISA", "Tarnfield", ["Data Engineer"], ["NYC"]),
        ("Tarnfield (Seed) | ML Engineer | Berlin, ONSITE", "Tarnfield", ["ML Engineer"], ["Berlin"]),
        ("Tarnfield | Machine Learning Intern | Paris, France", "Tarnfield", ["Machine Learning Intern"],
         ["Paris, France"]),
        ("Hiring: Tarnfield | ML Engineer | Oslo | Hybrid (2 days/week)", "Tarnfield", ["ML Engineer"], ["Oslo"]),
        ("Tarnfield is a seed-stage company hiring ML engineers.", "Tarnfield", ["ML engineers"], []),
    ],
)  # fmt: skip
def test_other_customs_are_read_too(line, company, roles, locations):
    head = read_headline(line)
    assert (head.company, head.roles, head.locations) == (company, roles, locations)


@pytest.mark.parametrize(
    ("location", "names"),
    [("Zurich, Paris and London", ["Zurich", "Paris", "London"]), ("Zurich, Switzerland", ["Zurich, Switzerland"]),
     ("New York, NY", ["New York, NY"])],
)  # fmt: skip
def test_several_cities_are_parted_and_a_city_keeps_its_country(location, names):
    assert place_names(location) == names


def test_a_line_of_prose_without_an_employer_has_no_parts():
    head = read_headline("Here are some tips for everybody in this thread.")
    assert (head.company, head.roles, head.locations) == (None, [], [])


def test_a_post_without_a_role_in_its_first_line_is_named_by_the_roles_it_lists():
    text = (
        "Tarnfield | Multiple roles | Remote\n\nWe make maps.\n\n- ML Engineer\n- Data Scientist (Lyon)\n- Free fruit"
    )
    assert listed_roles(text) == ["ML Engineer", "Data Scientist (Lyon)"]
    assert title_of(read_headline(text.partition("\n")[0]), text) == "ML Engineer; Data Scientist (Lyon)"


def test_a_post_that_lists_nothing_keeps_the_words_of_its_first_line():
    line = "Tarnfield | Various | Remote"
    assert title_of(read_headline(line), line) == "Various"


@pytest.mark.parametrize("text", ["Willing to relocate: yes\nTechnologies: Python", "SEEKING WORK | Remote"])
def test_somebody_who_looks_for_work_is_no_employer(text):
    assert is_seeker(text)
    assert not is_seeker(LINE)


@given(st.text(max_size=200))
def test_any_line_is_read(line):
    head = read_headline(line)
    assert all(role.strip() for role in head.roles)
    assert len(title_of(head, line)) <= 200
