import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.sections import segment
from skilldemand.nlp.sentences import MAX_CHARS

LINES = """Quillfeather Ferries
We were founded in 1983 and have offices in nine ports.

What you'll do:
• Build demand forecasts in Python
• Ship them with Docker

Requirements
- 3+ years of experience with SQL
- Strong statistics

Nice to have
- Familiarity with Spark

Benefits
- Free ferry rides

Quillfeather is an equal opportunity employer."""

FLAT = (
    "Quillfeather Ferries was founded in 1983.What you'll doBuild demand forecasts in PythonShip them with Docker"
    "Minimum qualifications:3+ years of experience with SQLStrong statisticsPreferred qualificationsFamiliarity with "
    "SparkBenefitsFree ferry ridesQuillfeather is an equal opportunity employer."
)


def _section_of(text, words):
    place = text.index(words)
    return next(s.section for s in segment(text) if s.start <= place < s.end)


@pytest.mark.parametrize("text", [LINES, FLAT], ids=["lines", "flattened"])
@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("founded in", "about"),
        ("Build demand", "responsibilities"),
        ("with Docker", "responsibilities"),
        ("with SQL", "requirements"),
        ("Strong statistics", "requirements"),
        ("Spark", "preferred"),
        ("ferry rides", "benefits"),
        ("equal opportunity", "legal"),
    ],
)
def test_sections_are_the_same_with_and_without_line_breaks(text, words, section):
    assert _section_of(text, words) == section


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("We will consider applicants without regard to race or religion.", "legal"),
        ("You get a 401(k), dental cover and paid time off.", "benefits"),
        ("The base salary range is $90,000 to $110,000.", "pay"),
        ("To apply, send a cover letter to the harbour office.", "apply"),
        ("Our mission is to make every river crossing pleasant.", "about"),
        ("You will forecast boardings with gradient boosting.", "unknown"),
    ],
)
def test_without_a_heading_the_sentence_itself_tells(text, section):
    assert segment(text)[0].section == section


def test_statements_of_experience_count_wherever_they_stand():
    text = "About the team\nWe run the timetable.\n- Experience with Kafka in production\n"
    assert _section_of(text, "Kafka") == "unknown"


def test_a_sub_heading_keeps_preferred():
    text = "Preferred Qualifications\nTechnical skills: Rust, Go\n"
    assert _section_of(text, "Rust") == "preferred"


def test_a_salary_line_does_not_swallow_what_follows():
    text = "Quillfeather hires. Salary: 90k EUR. You will train models with JAX."
    assert _section_of(text, "JAX") == "unknown"


def test_sentences_know_their_heading_and_whether_they_are_list_items():
    sentence = next(s for s in segment(LINES) if LINES[s.start : s.end].endswith("Strong statistics"))
    assert (sentence.heading, sentence.bullet) == ("Requirements", True)


PIECES = st.sampled_from(
    [
        "Requirements:",
        "Nice to have",
        "\n",
        "● ",
        "Build models. ",
        "a,b;",
        "\x00",
        "מודל ",
        "İ",
        "Strong SQL",
        "(",
        "5 years",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_every_character_belongs_to_exactly_one_sentence(text):
    sentences = segment(text)
    covered = [place for s in sentences for place in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    inside = set(covered)
    assert all(char.isspace() or place in inside for place, char in enumerate(text))
    assert all(s.end - s.start <= MAX_CHARS + 200 for s in sentences)


def test_the_same_text_gives_the_same_sentences():
    assert segment(FLAT) == segment(FLAT)


def test_a_heading_without_a_known_word_ends_what_does_not_count():
    text = "Benefits\nFree ferry rides\n\nTHE HARBOUR OF TOMORROW\nYou will train models with JAX.\n"
    assert _section_of(text, "JAX") == "unknown"


@pytest.mark.parametrize(
    ("intro", "section"),
    [
        ("Any of these would be a plus:", "preferred"),
        ("Experience with at least one of the following:", "requirements"),
        ("The quay looks like this:", "responsibilities"),
    ],
)
def test_a_sentence_that_introduces_a_list_tells_how_strongly_its_items_are_wanted(intro, section):
    text = f"What you'll do\nWe sail together every day of the week.\n{intro}\n- JAX\n- Rust\n"
    assert _section_of(text, "Rust") == section


def test_labels_of_list_items_open_no_section():
    text = "Requirements\n- Culture: you like boats\n- Kotlin\n"
    assert _section_of(text, "Kotlin") == "requirements"
