"""`skilldemand import` as a person sees it."""

from pathlib import Path

import pytest

from skilldemand.cli.app import invoke

TEXT = "We look for a machine-learning engineer who knows Python and PyTorch and puts models into production."


def test_where_the_rejected_rows_stand_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "postings.csv").write_text(f"title,description\nEngineer,{TEXT}\nEngineer,short\n")
    assert invoke(["--workspace", str(tmp_path / "ws"), "import", str(tmp_path / "postings.csv")]) == 0
    (rejected,) = (tmp_path / "ws").rglob("rejected.jsonl")
    assert f"Rejected rows of postings.csv: {rejected}" in capfd.readouterr().out
