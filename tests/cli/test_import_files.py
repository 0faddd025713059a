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


def test_a_field_that_no_column_gives_is_named_with_its_remedy(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "postings.csv").write_text(f"title,employer,posted,Where,body\nEngineer,A,2026-01-02,Berlin,{TEXT}\n")
    workspace = ["--workspace", str(tmp_path / "ws")]
    assert invoke([*workspace, "import", str(tmp_path / "postings.csv")]) == 0
    assert "No column found for location. If the file has one, name it: --map location=COLUMN" in " ".join(
        capfd.readouterr().out.split()
    )
    assert invoke([*workspace, "import", str(tmp_path / "postings.csv"), "--map", "location=Where"]) == 0
    assert "No column" not in capfd.readouterr().out
