import pytest

from skilldemand.nlp.cues import fold
from skilldemand.nlp.experience import experience_asked, headline
from skilldemand.nlp.passage import read
from skilldemand.nlp.sections import segment


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Requirements\n- 8 years in software engineering\n- 3 years of experience in ML", 8),
        ("Requirements\nBachelor with 5+ years or PhD with 2+ years of experience", 2),
        ("Preferred qualifications\n- 4+ years of experience", 4),
        ("Our company has moved people for over 20 years.", None),
        ("A 2 year contract in a growing harbour.", None),
        ("Experience: 3 - 7 years", 3),
        ("Requirements\n- A 4-year degree program", None),
        ("No figures here.", None),
    ],
)
def test_the_general_years_of_experience_are_found(text, years):
    found = headline(experience_asked(read(text), segment(text)), fold(text))
    assert (found.smallest if found else None) == years
