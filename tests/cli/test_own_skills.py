"""A skill in the workspace's own folder reaches mentions, marts and the report without any Python."""

import json
from pathlib import Path

import pytest

from skilldemand.cli.app import invoke

TEXT = "We plan timetables for ferries. Requirements:\n- Production experience with Python, Quibblr and PyTorch.\n"
QUIBBLR = "skills:\n- {id: quibblr, name: Quibblr, kind: platform, aliases: [quibblr]}\n"
STEPS = ["extract", "build", "report", "publish"]
DEMAND = "select k, n from marts.skill_demand where population = 'all' and skill_id = 'quibblr'"


def asked(root: Path, capfd: pytest.CaptureFixture[str]) -> list[dict[str, int]]:
    capfd.readouterr()
    assert invoke(["--workspace", str(root), "sql", "--format", "json", DEMAND]) == 0
    return json.loads(capfd.readouterr().out)


def test_an_own_skill_is_counted_from_the_next_run_on(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [{"title": "ML Engineer", "company": f"Employer {n}", "description": f"{TEXT} {n}"} for n in range(4)]
    (tmp_path / "jobs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    root = tmp_path / "ws"
    assert invoke(["--workspace", str(root), "import", str(tmp_path / "jobs.jsonl")]) == 0
    assert invoke(["--workspace", str(root), "run"]) == 0
    assert asked(root, capfd) == []
    (root / "skills").mkdir()
    (root / "skills" / "mlops.yml").write_text(QUIBBLR)
    capfd.readouterr()
    assert invoke(["--workspace", str(root), "run", "--log-format", "json"]) == 0
    told = capfd.readouterr()
    assert told.out == ""
    assert [json.loads(line)["event"] for line in told.err.splitlines()][1:] == [*STEPS, "run"]
    assert asked(root, capfd) == [{"k": 4, "n": 4}]
    assert "Quibblr" in (root / "reports" / "latest" / "report.md").read_text()
    assert invoke(["--workspace", str(root), "taxonomy", "show", "quibblr"]) == 0
    assert "# workspace/skills/mlops.yml" in capfd.readouterr().out


def test_a_wrong_own_file_names_itself(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "mine.yml").write_text(QUIBBLR)
    assert invoke(["--workspace", str(tmp_path), "taxonomy", "list"]) == 1
    assert "no section is called 'mine'" in " ".join(capfd.readouterr().err.split())
