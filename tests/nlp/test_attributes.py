import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.nlp.attributes import Salary, attributes
from skilldemand.nlp.sections import segment

TEXT = (
    "You will train ranking models for our ferries, fully remote.\n\nRequirements\n- MS in a technical field\n"
    "- 3+ years of experience with Python\n\nThe base salary range is €70,000 - €85,000 per year."
)


def test_a_posting_states_its_attributes_with_their_places():
    told = attributes(TEXT, "ML Engineer", segment(TEXT))
    assert (told.role, told.seniority, told.years_min, told.workplace) == ("ml-engineer", "mid", 3, "remote")
    assert (told.education, told.language) == ("master", "en")
    assert told.salary == Salary(min=70_000, max=85_000, currency="EUR", period="year")
    shown = {name: TEXT[start:end] for name, (start, end) in told.evidence.items()}
    assert shown == {
        "seniority": "3+ years", "years_min": "3+ years", "workplace": "remote", "salary": "€70,000 - €85,000",
        "education": "MS",
    }  # fmt: skip


def test_an_empty_posting_states_nothing():
    told = attributes("", "", [])
    assert (told.role, told.seniority, told.workplace) == ("other", "unstated", "unstated")
    assert (told.years_min, told.salary, told.education, told.language, told.evidence) == (None, None, None, None, {})


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_is_read_with_valid_places(text, title):
    told = attributes(text, title, segment(text))
    assert all(0 <= start < end <= len(text) for start, end in told.evidence.values())


@pytest.mark.parametrize("piece", ["a", ",", ". ", "●", "$1 ", "5 years ", "2 days a week ", "Requirements: ", "\x00"])
def test_long_texts_are_read_whole(piece):
    text = piece * (200_000 // len(piece))
    sentences = segment(text)
    attributes(text, text[:100], sentences)
    assert sum(s.end - s.start for s in sentences) >= len(text.replace(" ", ""))
