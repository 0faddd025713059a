"""The doctor says what is wrong and what to do."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from skilldemand.cli import ledger
from skilldemand.cli.app import invoke
from skilldemand.cli.workspace import Workspace
from skilldemand.nlp import compiled


def states(root: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    capfd.readouterr()
    invoke(["--workspace", str(root), "doctor", "--json"])
    return {finding["what"]: finding["state"] for finding in json.loads(capfd.readouterr().out)}


def test_a_new_machine_is_sound(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = states(tmp_path / "ws", capfd)
    assert {what for what, state in found.items() if state == "fault"} == set()
    assert found["reader"] == "ok"


def test_every_fault_is_seen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    workspace = Workspace(tmp_path)
    ledger.write(workspace, "r1", "build", "ok", datetime.now(UTC) + timedelta(days=3))
    (workspace.state / "ledger.jsonl").chmod(0o666)
    (tmp_path / "skilldemand.toml").write_text("colour = 1")
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse/skilldemand.duckdb").write_bytes(b"not a database" * 1000)
    found = states(tmp_path, capfd)
    assert [what for what, state in found.items() if state == "fault"] == [
        "settings",
        "permissions",
        "clock",
        "warehouse",
    ]
    assert invoke(["--workspace", str(tmp_path), "doctor"]) == 1


def test_a_crawl_that_was_cut_short_is_a_warning(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "landing/greenhouse/20260101T000000Z").mkdir(parents=True)
    assert states(tmp_path, capfd)["landing"] == "warning"


def test_it_says_whether_the_reader_runs_compiled(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    invoke(["--workspace", str(tmp_path), "doctor", "--json"])
    told = {finding["what"]: finding["found"] for finding in json.loads(capfd.readouterr().out)}
    assert told["reader"].endswith("compiled" if compiled.in_use() else "as plain Python")
