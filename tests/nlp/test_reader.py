"""One posting read as a whole, and any text at all."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.nlp import fold
from skilldemand.nlp.output import posting_object
from skilldemand.nlp.reader import Reader

POSTING = """About us
Harbour Robotics is a leader in machine learning for cranes, trusted by AWS.

What you will do
- Deploy models into production with Docker and Kubernetes
- Work closely with product managers

Requirements
- 4+ years of experience with Python
- PyTorch or TensorFlow
- AWS, GCP or Azure

Nice to have
- Rust

Benefits
- Gym membership and a Python reading club
"""


def test_a_posting_gives_skills_with_strength_and_alternatives(reader: Reader) -> None:
    answer = posting_object("p1", reader.read(POSTING, "Senior Machine Learning Engineer", "Harbour Robotics"))
    skills = {s["skill"]: s for s in answer["skills"]}
    assert {"python", "pytorch", "tensorflow", "docker", "kubernetes", "rust", "model-deployment"} <= skills.keys()
    assert skills["python"]["strength"] == "required"
    assert skills["python"]["years"] == 4
    assert skills["python"]["any_of"] is None
    assert skills["docker"]["strength"] == "duty"
    assert skills["rust"]["strength"] == "preferred"
    assert skills["pytorch"]["any_of"] == skills["tensorflow"]["any_of"] is not None
    assert skills["aws"]["any_of"] == skills["gcp"]["any_of"] == skills["azure"]["any_of"]
    assert skills["aws"]["any_of"] != skills["pytorch"]["any_of"]
    assert "machine-learning" not in skills
    assert answer["role"] == "ml-engineer"
    assert answer["seniority"] == "senior"


def test_what_does_not_count_is_kept_with_its_reason(reader: Reader) -> None:
    mentions = reader.read(POSTING).mentions
    aside = [m for m in mentions if not m.counts]
    assert {"aws", "python"} <= {m.skill_id for m in aside}
    assert all(m.reason and m.requirement is None for m in aside)
    assert all(POSTING[m.start : m.end] == m.surface for m in mentions)


def test_a_skill_also_asked_for_alone_is_no_alternative(reader: Reader) -> None:
    mentions = reader.read("Requirements\n- Python or Scala\n- 3 years of Python\n").mentions
    python = {(m.any_of, m.requirement) for m in mentions if m.skill_id == "python"}
    assert len(python) == 1
    assert not next(iter(python))[0]


@settings(deadline=None, max_examples=60)
@given(st.text(st.one_of(st.characters(), st.sampled_from("\0 \n●-,.:()/&PythonSQLRequirements")), max_size=400))
def test_any_text_is_read_without_error(reader: Reader, text: str) -> None:
    reading = reader.read(text, text[:40], text[:10])
    assert reading == reader.read(text, text[:40], text[:10])
    assert all(fold.valid(text)[m.start : m.end] == m.surface for m in reading.mentions)


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        ",",
        "\0",
        "Python, ",
        "deploy models to production ",
        "\u202e\u05e9\u05dc\u05dd ",
        "(RL) ",
        "Go, ",
        "a.b@c.com ",
        "https://x ",
        "C++/",
    ],
)
def test_time_is_linear_in_the_length(reader: Reader, unit: str) -> None:
    def once(text: str) -> float:
        with reader.batch():  # a collection of all that the other tests hold would take longer than the reading
            begun = time.process_time()
            reader.read(text)
            return time.process_time() - begun

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        return min(once(text) for _ in range(3))

    seconds(2_000)
    small, large = seconds(20_000), seconds(160_000)
    # Eight times the length may take eight times as long, with room for a noisy machine; quadratic would be 64 times.
    assert large < 25 * max(small, 0.004)


@pytest.mark.parametrize("unit", ["x", ",", "\0", "\u05e9", "\u202e\u05e9\u05dc\u05dd", "((((", "\n"])
def test_five_megabytes_in_one_piece_are_read(reader: Reader, unit: str) -> None:
    text = (unit * (5_000_000 // len(unit.encode()) + 1)) + " Requirements: Python"
    begun = time.process_time()
    reading = reader.read(text)
    assert time.process_time() - begun < 20  # a second on a quiet machine; any quadratic step would take hours
    assert all(text[m.start : m.end] == m.surface for m in reading.mentions)
    assert "python" in {m.skill_id for m in reading.mentions}
