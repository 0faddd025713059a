"""`report diff` from outside: text, JSON, exit codes, and how reports are named."""

import json
import shutil
from pathlib import Path

import pytest

from skilldemand.cli.app import invoke
from skilldemand.reports.market_report import write_report
from tests.reports.conftest import GENERATED_AT
from tests.reports.made_market import market


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three reports: two of the same postings, one of invented ones."""
    root = tmp_path_factory.mktemp("workspace")
    for name, sample in (("one", False), ("invented", True)):
        with market(sample=sample) as connection:
            write_report(
                connection, root / "reports" / name, generated_at=GENERATED_AT, skilldemand_version="0.1.0", run_id=name
            )
    shutil.copytree(root / "reports" / "one", root / "reports" / "two")
    (root / "reports" / "latest").symlink_to("two")
    return root


def test_the_same_method_is_compared(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["--workspace", str(workspace), "report", "diff", "one", "latest"]) == 0
    out = capsys.readouterr().out
    assert "Method  unchanged" in out
    assert "made from the same postings" in out
    assert "Moved beyond its interval  0 of" in out


def test_a_break_is_told_first_and_ends_with_3(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["report", "diff", str(workspace / "reports" / "one"), str(workspace / "reports" / "invented")]
    assert invoke(arguments) == 3
    out = capsys.readouterr().out
    assert "kind of data" in out
    assert "The shares are not compared" in out
    assert "Moved" not in out
    assert invoke([*arguments, "--across-break"]) == 3
    assert "may be the method alone" in capsys.readouterr().out


def test_json_has_everything(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["--workspace", str(workspace), "report", "diff", "one", "two", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["comparable"], found["method"], found["moved"]) == (True, [], [])
    assert found["compared"] == len(found["still"]) > 30


def test_an_unknown_report_names_those_there_are(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["--workspace", str(workspace), "report", "diff", "one", "three"]) == 2
    assert "one, two" in capsys.readouterr().err
