import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.errors import TaxonomyError


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


def test_folding_makes_quotes_and_dashes_plain():
    assert fold("What You\u2019ll Do \u2013 3\u20115 Jahre İstanbul") == "what you'll do - 3-5 jahre istanbul"


def test_phrases_match_whole_words_and_the_longest():
    found = Phrases({"soft": ["plus", "a plus"], "other": ["go"]}, where="test").find("a plus for going to surplus go")
    assert found == [("soft", 0, 6), ("other", 28, 30)]


def test_a_starred_phrase_matches_the_beginning_of_a_word():
    assert Phrases({"legal": ["discriminat*"]}, where="test").labels_in("we do not discriminate") == {"legal"}


def test_a_phrase_with_capitals_is_refused_with_its_file_and_label():
    with pytest.raises(TaxonomyError, match=r"rules/test.yml: soft: 'A plus'"):
        Phrases({"soft": ["A plus"]}, where="test")


@pytest.mark.parametrize(
    "name",
    [
        "headings", "heading_context", "sentences", "voice", "company", "strength", "denial", "alternatives", "role",
        "seniority", "experience", "workplace", "pay", "education", "language",
    ],
)  # fmt: skip
def test_every_rule_file_holds_only_text(name):
    def leaves(value):
        if isinstance(value, dict):
            return [leaf for inner in value.values() for leaf in leaves(inner)]
        return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]

    assert all(isinstance(leaf, str) and leaf for leaf in leaves(load(name)))
