"""Invented and real postings never meet in one workspace."""

from pathlib import Path

import msgspec
import pytest

from skilldemand.cli.app import invoke
from skilldemand.crawler.landing import LandingWriter
from tests.crawler.test_landing import posting

TEXT = "We look for a machine-learning engineer who knows Python and PyTorch and puts models into production."


def land(root: Path, *, sample: bool) -> None:
    with LandingWriter(root / "landing", "spider", "run-1") as run:
        run.write_posting(msgspec.structs.replace(posting(1), sample=sample))


def test_an_import_into_a_demo_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    land(tmp_path / "ws", sample=True)
    (tmp_path / "x.csv").write_text(f"title,description\nEngineer,{TEXT}\n")
    assert invoke(["--workspace", str(tmp_path / "ws"), "import", str(tmp_path / "x.csv")]) == 2
    assert "invented postings" in capfd.readouterr().err
    assert not (tmp_path / "ws/landing/import").exists()


def test_a_crawl_into_a_demo_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    land(tmp_path / "ws", sample=True)
    assert invoke(["--workspace", str(tmp_path / "ws"), "crawl", "--source", "jobicy"]) == 2
    assert "invented postings" in capfd.readouterr().err


def test_a_demo_among_real_postings_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    land(tmp_path / "ws", sample=False)
    assert invoke(["--workspace", str(tmp_path / "ws"), "demo"]) == 2
    assert "holds real postings" in capfd.readouterr().err
