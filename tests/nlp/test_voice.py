import pytest

from skilldemand.nlp.sections import voice
from skilldemand.nlp.voice import COMPANY_VOICE


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
