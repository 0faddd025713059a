import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.denial import DEGREE_SUBJECT, DENIED, unasked


def _denied(sentence, word):
    start = sentence.index(word)
    ranges = unasked(sentence)
    return ranges and ranges.why(start, start + len(word))


@pytest.mark.parametrize(
    ("sentence", "word", "reason"),
    [
        ("No experience with Kafka is needed.", "Kafka", DENIED),
        ("React and Vue are not required, we teach them.", "React", DENIED),
        ("Spark is not required, but a plus.", "Spark", None),
        ("Preferred, not required: Tableau", "Tableau", None),
        ("Not only Python but also Go", "Python", None),
        ("Strong SQL, no experience with Hive needed", "SQL", None),
        ("MSc in Computer Science, Statistics or Mathematics", "Statistics", DEGREE_SUBJECT),
        ("Bachelor's degree in machine learning or a related field", "machine learning", DEGREE_SUBJECT),
        ("PhD in Physics with strong statistics", "statistics", None),
        ("Strong knowledge of statistics", "statistics", None),
    ],
)
def test_what_is_not_asked_for_has_a_reason(sentence, word, reason):
    assert _denied(sentence, word) == reason


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 20))
def test_any_text_is_read(text, start, length):
    ranges = unasked(text)
    assert ranges is None or ranges.why(start, start + length) in {None, DENIED, DEGREE_SUBJECT}
