"""From a lemma come all forms that postings write, in both spellings."""

import pytest

from skilldemand.nlp.inflect import forms, singular, spellings


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("model", {"models", "modeling", "modelling", "modelled", "modeled"}),
        ("optimise", {"optimizing", "optimised", "optimizes"}),
        ("optimization", {"optimisation", "optimizations", "optimisations"}),
        ("build", {"built", "building", "builds"}),
        ("lead", {"led", "leading"}),
        ("query", {"queries", "queried", "querying"}),
        ("analysis", {"analyses"}),
        ("plan", {"planning", "planned"}),
        ("behaviour", {"behavior", "behaviors", "behaviours"}),
        ("analyze", {"analyse", "analysing", "analyzes"}),
        ("write", {"wrote", "written", "writing"}),
    ],
)
def test_forms(lemma: str, expected: set[str]) -> None:
    assert expected | {lemma} <= forms(lemma)


def test_a_stem_that_only_looks_like_a_spelling_is_left_alone() -> None:
    assert spellings("programming") == ("programming",)


@pytest.mark.parametrize(("plural", "one"), [("databases", "database"), ("queries", "query"), ("boxes", "box")])
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize("word", ["analysis", "class", "statistics", "status", "api"])
def test_what_is_no_plural_has_no_singular(word: str) -> None:
    assert singular(word) is None
