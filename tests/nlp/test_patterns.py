"""Patterns match words in order, in any inflection, with gaps no wider than they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.patterns import PIECE, PatternMatcher
from skilldemand.nlp.skill_entry import Pattern


def matches(pattern: str, sentence: str, *unless: str) -> list[str]:
    matcher = PatternMatcher([("skill", Pattern(pattern, unless))])
    return [sentence[hit.start : hit.end] for hit in matcher.find(sentence, [(0, len(sentence))])]


@pytest.mark.parametrize(
    ("pattern", "sentence", "expected"),
    [
        ("build ..2 feature", "You built robust new features daily", ["built robust new features"]),
        ("build ..1 feature", "You built robust new features daily", []),
        ("build feature", "building features", ["building features"]),
        ("build|write ..2 service ..1 =in =Go", "Write small services in Go", ["Write small services in Go"]),
        ("=model training", "models training, model training", ["model training"]),
        ("scal* system", "scalable systems", ["scalable systems"]),
        ("end-to-end ..1 pipeline", "an end to end ML pipeline", ["end to end ML pipeline"]),
        ("deploy (large) model", "deploy models; deploying large models", ["deploy models", "deploying large models"]),
        ("a|well-structured code", "well-structured code", ["well-structured code"]),
        ("client ..2 need", "our client\u2019s real needs", ["client\u2019s real needs"]),
        ("deploy ..2 model", "deploy a, b model", []),
        ("deploy ..3 model", "deploy a, b model", ["deploy a, b model"]),
        ("data ..3 data", "data and data", ["data and data"]),
        ("train ..9 model", "train models, train models", ["train models", "train models"]),
        ("learn ..2 =in =Go ..2 service", "learning the Go in Go of services", ["learning the Go in Go of services"]),
        ("train|test ..3 =big model", "train and test big, big models", ["test big, big models"]),
    ],
)
def test_matching(pattern: str, sentence: str, expected: list[str]) -> None:
    assert matches(pattern, sentence) == expected


def test_a_match_stays_in_its_sentence_and_a_skill_said_there_is_left_out() -> None:
    matcher = PatternMatcher([("features", Pattern("build ..2 feature")), ("models", Pattern("train ..2 model"))])
    text = "Build. Features. Train a model, build features"
    sentences = [(0, 6), (7, 16), (17, len(text))]
    hits = matcher.find(text, sentences)
    assert [(h.skill_id, text[h.start : h.end], h.sentence) for h in hits] == [
        ("models", "Train a model", 2),
        ("features", "build features", 2),
    ]
    assert [h.skill_id for h in matcher.find(text, sentences, {2: {"models"}})] == ["features"]


def test_a_word_near_the_match_can_forbid_it() -> None:
    assert matches("deploy ..2 model", "We deploy models", "satellite")
    assert not matches("deploy ..2 model", "Satellites deploy models", "satellite")


@pytest.mark.parametrize("text", ["", "build ..3", "(build) model", "build (model)", "build | model", "..2 model"])
def test_a_malformed_pattern_is_refused(text: str) -> None:
    with pytest.raises(TaxonomyError, match="pattern"):
        PatternMatcher([("skill", Pattern(text))])


def test_a_very_long_sentence_is_matched_wherever_the_words_stand() -> None:
    matcher = PatternMatcher([("skill", Pattern("build ..2 feature"))])
    for before in (0, PIECE - 2, PIECE - 1, PIECE, 3 * PIECE):
        sentence = "word " * before + "build new features " + "word " * PIECE
        hits = matcher.find(sentence, [(0, len(sentence))])
        assert [sentence[h.start : h.end] for h in hits] == ["build new features"]


WORDS = st.lists(st.sampled_from(["build", "the", "new", "model", "data", ",", "models"]), max_size=30).map(" ".join)


@given(WORDS, st.integers(0, 4))
def test_matching_agrees_with_trying_every_place(sentence: str, gap: int) -> None:
    words = sentence.split()
    ends = [
        (first, last)
        for last in range(len(words))
        for first in range(max(0, last - 1 - gap), last)
        if words[first] == "build" and words[last] in ("model", "models")
    ]
    shortest = {last: max(f for f, end in ends if end == last) for _, last in ends}
    expected: list[tuple[int, int]] = []
    for last, first in sorted(shortest.items()):
        if not expected or first > expected[-1][1]:
            expected.append((first, last))
    found = matches(f"build ..{gap} model" if gap else "build model", sentence)
    assert found == [" ".join(words[first : last + 1]) for first, last in expected]
