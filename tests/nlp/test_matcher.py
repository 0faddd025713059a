"""What is written is found as the skill it means, at its exact characters."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.nlp.matcher import Matcher
from skilldemand.nlp.records import COUNTED_SECTIONS
from skilldemand.nlp.sections import segment
from skilldemand.nlp.taxonomy import Taxonomy

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python3 and Python 3.11", [("python", "Python3"), ("python", "Python")]),
        ("scikit learn, Scikit-Learn, scikitlearn", ["scikit learn", "Scikit-Learn", "scikitlearn"]),
        ("CI/CD, CI\\CD, CI-CD, CICD", ["CI/CD", "CI\\CD", "CI-CD", "CICD"]),
        ("Power BI and powerbi", ["Power BI", "powerbi"]),
        ("node.js, NodeJS, Node JS.", ["node.js", "NodeJS", "Node JS"]),
        ("Data labelling and data labeling", ["Data labelling", "data labeling"]),
        ("Weights and Biases, Weights & Biases", ["Weights and Biases", "Weights & Biases"]),
        ("C++17 (or C++).", ["C++17", "C++"]),
        ("Python\u2019s", ["Python"]),
    ],
)
def test_variants_are_found_without_being_listed(find: Find, text: str, expected: list[str | tuple[str, str]]) -> None:
    assert [e if isinstance(e, str) else e[1] for e in expected] == [surface for _, surface in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("such asAWS,Azure", ["AWS"]),
        ("orPython", ["Python"]),
        ("machine learningExperience with Rust", ["Rust"]),
        ("fluent in PythonStrong knowledge", ["Python"]),
        ("(AWS).Python", ["AWS", "Python"]),
        ("●Python", ["Python"]),
        ("ma\u00adchine\u200b Py\u200bthon", ["Py\u200bthon"]),
        ("model\u00a0  deployment", ["model\u00a0  deployment"]),
        ("C\\+\\+ or Node\\.js", ["C\\+\\+", "Node\\.js"]),
    ],
)
def test_glued_and_broken_text_is_read(find: Find, text: str, expected: list[str]) -> None:
    assert [surface for _, surface in find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pythonic",
        "résumé R&D",
        "see github.com/aws/python",
        "mail aws@python.org",
        "D.C. area",
        "C-level",
        "C&A",
        "açaí c",
    ],
)
def test_parts_of_words_addresses_and_initials_are_nothing(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Python, Go, or similar", ["python", "go"]),
        ("Go/Python", ["go", "python"]),
        ("Go to market in Python", ["python"]),
        ("Our Go-to-market", []),
        ("Services in Go.", ["go"]),
        ("Go for backends", ["go"]),
        ("Go for our football backend", []),
        ("Python, C, C++", ["python", "c", "cpp"]),
        ("C/C++", ["c", "cpp"]),
        ("AWS SageMaker", ["aws", "sagemaker"]),
        ("AWS Lambda", ["aws-lambda"]),
        ("write two services in Go", ["go"]),
        ("Meta Reality Labs (RL): RL agents and an RL policy", []),
        ("reinforcement learning (RL). We love RL", ["reinforcement-learning"] * 3),
    ],
)
def test_context_decides_what_is_ambiguous(find: Find, text: str, skills: list[str]) -> None:
    assert sorted(skill for skill, _ in find(text)) == sorted(skills)


def test_context_does_not_look_over_the_end_of_a_sentence(small_matcher: Matcher) -> None:
    text = "We use Python, Go away"
    assert [f.skill_id for f in small_matcher.find(text)] == ["python", "go"]
    assert [f.skill_id for f in small_matcher.find(text, [(0, 15), (15, len(text))])] == ["python"]


def test_where_nothing_can_count_only_plain_names_are_found(small_matcher: Matcher) -> None:
    text = "Python, Go: we deploy models"
    closed = small_matcher.find(text, [(0, len(text))], [False])
    assert [f.skill_id for f in closed] == ["python"]


def test_the_rule_says_why(small_matcher: Matcher) -> None:
    rules = {f.skill_id: f.rule for f in small_matcher.find("Python, Go. We deploy new models")}
    assert rules == {
        "python": "alias Python",
        "go": "alias Go; listed with Python",
        "model-deployment": "pattern deploy ..3 model",
    }


NASTY = st.text(st.one_of(st.characters(), st.sampled_from("\0\u200b ,.()/-\\&Cc+GgoRL\n\t\u202e")), max_size=300)


@settings(deadline=None)
@given(NASTY, st.sampled_from(["Python", "Go, Rust", "(RL)", "C/C++", "a@b.com", "deploy  models"]), NASTY)
def test_any_text_gives_ordered_valid_offsets(small_matcher: Matcher, before: str, name: str, after: str) -> None:
    text = before + name + after
    found = small_matcher.find(text)
    assert found == small_matcher.find(text)
    for f in found:
        assert 0 <= f.start < f.end <= len(text)
    assert [f.start for f in found] == sorted(f.start for f in found)


def _as_the_reader_asks(text: str) -> tuple[str, list[tuple[int, int]], list[bool]]:
    sentences = segment(text)
    return text, [(s.start, s.end) for s in sentences], [s.section in COUNTED_SECTIONS for s in sentences]


@pytest.mark.shared
def test_windows_find_exactly_what_spacy_over_everything_finds(shared: Path) -> None:
    gated, whole = Matcher(), Matcher(gated=False)
    for name in ("ml_postings", "other_postings"):
        table = pq.read_table(shared / "data" / f"{name}.parquet", columns=["description"])
        for text in table.column("description").to_pylist()[::120]:
            asked = _as_the_reader_asks(text or "")
            assert gated.find(*asked) == whole.find(*asked)


@pytest.mark.parametrize(
    "text",
    [
        "A degree in Data Science, Statistics or a related field.7+ years of delivering models",
        "Head of R&D.Work closely with the R&D group",
        "RL policy " + "far away words " * 40 + "RL agent",
        "Go\nGo\u00a0backend\tGo, C++Go (Go)",
    ],
)
def test_windows_find_the_same_where_words_are_glued_or_far(text: str) -> None:
    asked = _as_the_reader_asks(text)
    assert Matcher().find(*asked) == Matcher(gated=False).find(*asked)


def test_a_taxonomy_without_patterns_or_context_works(small_taxonomy: Taxonomy) -> None:
    assert Matcher(small_taxonomy).find("") == []


def test_names_glued_to_names_are_parted_but_names_are_not(find: Find) -> None:
    text = "SageMakerPython / Rust and PythonScript, LambdaPython"
    assert [surface for _, surface in find(text)] == ["SageMaker", "Python", "Rust", "Python", "Python"]
    assert find("Pythonista, TrustRust") == [("rust", "Rust")]


def test_an_unknown_name_does_not_end_an_enumeration(find: Find) -> None:
    assert find("Python, Zig, and Go") == [("python", "Python"), ("go", "Go")]
    assert find("Python, hard work, and Go") == [("python", "Python")]
