import gzip
import json

import pytest

from skilldemand.nlp.role import read_title
from skilldemand.nlp.role_body import ROLES, Body
from skilldemand.nlp.role_training import clear_role, examples, main, train

WORDS = {"ai-engineer": "agents", "ml-engineer": "pytorch", "mlops-engineer": "helm", "software-engineer": "react"}
TITLES = {
    "ai-engineer": "AI Engineer",
    "ml-engineer": "Machine Learning Engineer",
    "mlops-engineer": "MLOps Engineer",
    "software-engineer": "Software Engineer",
}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        *((title, role) for role, title in TITLES.items()),
        ("Software Engineer, AI", None),
        ("ML Engineer / Data Scientist", None),
        ("Engineering Manager", None),
        ("Ferry captain", None),
    ],
)
def test_only_titles_that_name_one_role_are_clear(title, role):
    assert clear_role(read_title(title)) == role


def rows(employers):
    return [
        (role, f"employer {number}", f"we use {WORDS[role]} and {WORDS[role]} at place{number}")
        for role in ROLES
        for number in range(employers)
    ]


def test_what_many_employers_say_is_learned_and_what_one_says_is_not():
    weights = train(rows(25))
    assert set(WORDS.values()) <= set(weights.phrases)
    assert not any("place" in phrase for phrase in weights.phrases)
    body = Body(weights)
    for role, word in WORDS.items():
        told = body.weigh(f"there is {word}")
        assert max(told, key=lambda one: told[one]) == role
    assert train(rows(25)) == weights


def write_landing(folder, postings):
    run = folder / "import" / "first"
    run.mkdir(parents=True)
    (run / "boards.jsonl.gz").write_bytes(gzip.compress(b""))
    (run / "postings.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, postings)).encode()))


def test_a_landing_folder_is_trained_from_without_labelled_postings(tmp_path, capsys):
    postings = [
        {
            "content_hash": f"{number:02x}{at:02x}" + "0" * 28,
            "title": TITLES[role],
            "company": f"Employer {number}",
            "description_text": f"We use {WORDS[role]} here. " * 40,
            "schema_version": 1,
        }
        for at, role in enumerate(ROLES)
        for number in range(22)
    ]
    write_landing(tmp_path / "landing", postings)
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"title": "AI Engineer", "company": "employer 1"}) + "\n", encoding="utf-8")
    assert len(examples(tmp_path / "landing")) == 88
    assert len(examples(tmp_path / "landing", [gold])) == 87
    main([str(tmp_path / "landing"), "--without", str(gold), "--output", str(tmp_path / "weights" / "roles.json")])
    assert "21 ai-engineer" in capsys.readouterr().out
    assert json.loads((tmp_path / "weights" / "roles.json").read_bytes())["roles"] == list(ROLES)
