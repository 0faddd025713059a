import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.strength import announced, strength_of


def _strength(sentence, word, section):
    return strength_of(sentence, sentence.index(word), section)


@pytest.mark.parametrize(
    ("sentence", "word", "section", "strength"),
    [
        ("Python and SQL", "SQL", "requirements", "required"),
        ("Python and SQL", "SQL", "preferred", "preferred"),
        ("Train models with JAX", "JAX", "responsibilities", "duty"),
        ("Train models with JAX", "JAX", "unknown", "duty"),
        ("Experience with JAX in production", "JAX", "unknown", "required"),
        ("3+ years of experience with JAX", "JAX", "responsibilities", "required"),
        ("Strong Spark skills", "Spark", "responsibilities", "required"),
        ("Familiarity with Kafka or Pulsar is a plus", "Pulsar", "requirements", "preferred"),
        ("Solid Python; Rust is a plus", "Python", "requirements", "required"),
        ("Solid Python; Rust is a plus", "Rust", "requirements", "preferred"),
        ("Solid Python, with knowledge of Rust a plus", "Python", "requirements", "required"),
        ("Solid Python, with knowledge of Rust a plus", "Rust", "requirements", "preferred"),
        ("Cloud work (Azure preferred) and Docker", "Docker", "requirements", "required"),
        ("Cloud work (Azure preferred) and Docker", "Azure", "requirements", "preferred"),
        ("Tools such as dbt, Airflow, etc. preferred", "dbt", "requirements", "preferred"),
        ("Ideally you have shipped with ONNX", "ONNX", "requirements", "preferred"),
        ("Nice to have: Scala", "Scala", "unknown", "preferred"),
        ("Python is a must", "Python", "preferred", "required"),
        ("Scala preferred, but not required", "Scala", "requirements", "preferred"),
        ("Collaborate with product on ranking", "ranking", "requirements", "duty"),
        ("Our ideal candidate has a deep statistics background", "statistics", "responsibilities", "required"),
    ],
)
def test_section_and_clause_give_the_strength(sentence, word, section, strength):
    assert _strength(sentence, word, section) == strength


@given(st.text(max_size=200), st.integers(0, 200), st.sampled_from(["requirements", "preferred", "unknown", "team"]))
def test_any_text_has_a_strength(text, offset, section):
    assert strength_of(text, offset, section) in {"required", "preferred", "duty"}


@pytest.mark.parametrize(
    ("sentence", "word", "strength"),
    [
        ("Turn forecasts with Prophet into desired outcomes", "Prophet", "required"),
        ("Knowledge of Prophet desired", "Prophet", "preferred"),
        ("Cloud (AWS preferred, GCP or Azure)", "AWS", "required"),
        ("Rust is a plus, for example with Tokio", "Tokio", "preferred"),
        ("Solid Java, although Kotlin and Scala are desirable", "Java", "required"),
        ("Solid Java, although Kotlin and Scala are desirable", "Kotlin", "preferred"),
    ],
)
def test_softeners_keep_to_their_clause(sentence, word, strength):
    assert _strength(sentence, word, "requirements") == strength


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("Any of these would be a plus:", "preferred"),
        ("Experience with some of these:", "required"),
        ("Our fleet:", None),
    ],
)
def test_the_introduction_of_a_list_announces_a_strength(sentence, strength):
    assert announced(sentence) == strength
