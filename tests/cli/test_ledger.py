from pathlib import Path

import pytest

from skilldemand.cli import ledger
from skilldemand.cli.workspace import Workspace


def test_a_step_is_recorded_with_its_counts(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with ledger.step(workspace, "r1", "extract") as counts:
        counts["texts"] = 3
    (line,) = ledger.read(workspace)
    assert (line["run_id"], line["step"], line["status"], line["texts"]) == ("r1", "extract", "ok", 3)


def test_a_step_that_fails_is_recorded_as_failed_and_the_error_goes_on(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(ValueError, match="boom"), ledger.step(workspace, "r1", "build"):
        raise ValueError("boom")
    assert ledger.read(workspace)[0]["status"] == "failed"


def test_a_line_cut_by_a_crash_costs_only_itself(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with ledger.step(workspace, "r1", "extract"):
        pass
    path = workspace.state / "ledger.jsonl"
    path.write_bytes(path.read_bytes() + b'{"run_id": "r2", "st')
    with ledger.step(workspace, "r3", "build"):
        pass
    assert [line["run_id"] for line in ledger.read(workspace)] == ["r1", "r3"]
