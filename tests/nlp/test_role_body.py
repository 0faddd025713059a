import pytest

from skilldemand.nlp.role_body import ROLES, Body, Weights, shipped

AI = "you build applications on large language models: agents, rag, prompt engineering and generative ai."
ML = "you train deep learning models in pytorch and tensorflow and improve machine learning algorithms."
OPS = "you run mlops: kubernetes, terraform, ci/cd, monitoring and deployment of ml models in production."
SOFTWARE = "you write react and typescript, java services and web applications, with unit tests and code reviews."


@pytest.mark.parametrize(("text", "role"), list(zip((AI, ML, OPS, SOFTWARE), ROLES, strict=True)))
def test_the_shipped_weights_tell_plain_bodies_apart(text, role):
    told = shipped().weigh(text)
    assert max(told, key=lambda one: told[one]) == role


def test_the_evidence_stands_in_the_text_and_comes_strongest_first():
    body = Body(Weights(("a", "b"), (0, 10), {"one": (5, -5), "two words": (9, 0), "three": (-1, 1)}))
    told = body.weigh("one and two words")
    assert told == {"a": pytest.approx(0.07), "b": pytest.approx(0.075)}
    assert body.evidence("one and two words", "a") == ["two words", "one"]
    assert body.evidence("one and two words", "b") == []


def test_a_text_without_phrases_says_no_more_than_the_bias():
    told = Body(Weights(("a",), (25,), {"one": (5,)})).weigh("")
    assert told == {"a": 0.25}
