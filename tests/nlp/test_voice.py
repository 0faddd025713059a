import pytest

from skilldemand.nlp.sections import voice
from skilldemand.nlp.voice import COMPANY_VOICE, OWN_NAME, own_name


@pytest.mark.parametrize(
    "sentence",
    [
        "We are pioneers of machine learning for rivers.",
        "Our platform uses deep learning to plan crossings.",
        "Quillfeather Ferries brings computer vision to every quay.",
        "As the oldest operator in the bay, we have analysed data for decades.",
        "They forecast tides with neural networks.",
    ],
)
def test_the_company_speaking_of_itself_is_told(sentence):
    assert voice(sentence, "Quillfeather Ferries Ltd.") == COMPANY_VOICE


@pytest.mark.parametrize(
    "sentence",
    [
        "We are looking for somebody who knows deep learning.",
        "We use Python and Spark every day.",
        "Our stack is Python, Kafka and Postgres.",
        "Our team needs a person with SQL.",
        "You will forecast tides with neural networks.",
        "Build models of the tide.",
        "At Quillfeather, you will train models.",
    ],
)
def test_what_is_said_of_the_person_or_the_work_is_not_its_voice(sentence):
    assert voice(sentence, "Quillfeather") is None


def test_an_unknown_company_is_no_subject():
    assert voice("Quillfeather brings computer vision to every quay.", None) is None


@pytest.mark.parametrize(
    ("sentence", "section", "asked"),
    [
        ("Snowflake moves its customers to the cloud.", "unknown", False),
        ("You will build the core of Snowflake.", "responsibilities", False),
        ("Every colleague at Snowflake is kind.", "requirements", False),
        ("Experience with Snowflake's offices.", "requirements", False),
        ("3 years of experience with Snowflake.", "requirements", True),
        ("Airflow, Snowflake and dbt", "preferred", True),
        ("the first snowflake of the year", "unknown", True),
    ],
)
def test_the_employers_own_name_is_asked_for_only_as_a_requirement(sentence, section, asked):
    at = sentence.lower().index("snowflake")
    told = own_name(sentence, at, at + len("snowflake"), section, "Snowflake Inc.")
    assert told == (None if asked else OWN_NAME)


def test_another_employer_asks_for_the_name_anywhere():
    assert own_name("You will build on Snowflake.", 18, 27, "responsibilities", "Quillfeather") is None
