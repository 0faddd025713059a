import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.alternatives import group

IDS = {"AWS": "aws", "GCP": "gcp", "Azure": "azure", "PyTorch": "pytorch", "TensorFlow": "tensorflow"}


def _group(sentence, *words):
    spans = [(place := sentence.index(word), place + len(word), IDS.get(word, word.lower())) for word in words]
    return group(sentence, spans)


@pytest.mark.parametrize(
    ("sentence", "words", "groups"),
    [
        ("PyTorch or TensorFlow", ["PyTorch", "TensorFlow"], [1, 1]),
        ("Python and SQL", ["Python", "SQL"], [None, None]),
        ("Java, Scala, or Go", ["Java", "Scala", "Go"], [1, 1, 1]),
        ("Java, Scala, and Go", ["Java", "Scala", "Go"], [None, None, None]),
        ("one of Java, Scala and Go", ["Java", "Scala", "Go"], [1, 1, 1]),
        ("queues such as Kafka, Pulsar, and SQS", ["Kafka", "Pulsar", "SQS"], [1, 1, 1]),
        ("dbt, Airflow or similar", ["dbt", "Airflow"], [1, 1]),
        ("clouds (AWS, GCP, Azure) and Terraform", ["AWS", "GCP", "Azure", "Terraform"], [1, 1, 1, None]),
        ("containers (Docker, Kubernetes)", ["Docker", "Kubernetes"], [None, None]),
        ("AWS/GCP, Docker/Kubernetes", ["AWS", "GCP", "Docker", "Kubernetes"], [1, 1, None, None]),
        ("deep learning (PyTorch, TensorFlow, etc.)", ["deep learning", "PyTorch", "TensorFlow"], [None, 1, 1]),
        ("PyTorch or TensorFlow, and Hive or Presto", ["PyTorch", "TensorFlow", "Hive", "Presto"], [1, 1, 1, 1]),
        ("PyTorch or TensorFlow; Hive or Presto", ["PyTorch", "TensorFlow", "Hive", "Presto"], [1, 1, 2, 2]),
        ("MLflow or equivalent experiment tracking", ["MLflow", "experiment tracking"], [None, None]),
        ("Python (or Java)", ["Python", "Java"], [1, 1]),
        ("tools like Flask, Django, ...", ["Flask", "Django"], [1, 1]),
        ("frameworks (PyTorch, TensorFlow, DeepSpeed)", ["PyTorch", "TensorFlow", "DeepSpeed"], [1, 1, 1]),
        ("a stack (PyTorch, Docker, DeepSpeed)", ["PyTorch", "Docker", "DeepSpeed"], [None, None, None]),
        (
            "orchestration (Airflow, Prefect or equivalent)",
            ["orchestration (Airflow", "Airflow", "Prefect"],
            [None, 1, 1],
        ),
        ("Knowledge of SQL or experience with Spark", ["SQL", "Spark"], [None, None]),
    ],
)
def test_alternatives_share_a_group(sentence, words, groups):
    assert _group(sentence, *words) == groups


def test_names_in_one_place_are_one_member():
    assert group("C/C++ or Rust", [(0, 5, "c"), (0, 5, "cpp"), (9, 13, "rust")]) == [1, 1, 1]


def test_a_group_needs_two_different_skills():
    assert group("Go or Golang", [(0, 2, "go"), (6, 12, "go")]) == [None, None]


@given(st.text(alphabet="ab ,/()or&;.", max_size=120), st.lists(st.integers(0, 119), max_size=12, unique=True))
def test_every_span_gets_an_answer_and_groups_are_numbered_in_order(text, starts):
    spans = [(start, start + 2, str(start)) for start in sorted(starts) if start + 2 <= len(text)]
    groups = group(text, spans)
    assert len(groups) == len(spans)
    seen = list(dict.fromkeys(number for number in groups if number is not None))
    assert seen == sorted(seen) == list(range(1, len(seen) + 1))
