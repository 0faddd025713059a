"""Crawls of several machines come together without loss, twice without change, and never by guess."""

from pathlib import Path

import pytest

from skilldemand.crawler.errors import LandingError
from skilldemand.crawler.landing import complete_runs
from skilldemand.crawler.merging import merge_landing
from tests.crawler.test_retention import write_run


def test_runs_are_copied_once(tmp_path: Path) -> None:
    run = write_run(tmp_path / "a", "20260101T000000Z", ["1"], ["1"])
    assert merge_landing(tmp_path / "a", tmp_path / "b") == (1, 0)
    assert merge_landing(tmp_path / "a", tmp_path / "b") == (0, 1)
    (copied,) = complete_runs(tmp_path / "b")
    assert {path.name: path.read_bytes() for path in copied.iterdir()} == {
        path.name: path.read_bytes() for path in run.iterdir()
    }


def test_the_same_run_with_other_content_is_refused_before_anything_is_copied(tmp_path: Path) -> None:
    write_run(tmp_path / "a", "20260101T000000Z", ["1"], ["1"])
    write_run(tmp_path / "a", "20260102T000000Z", ["1"], ["1"])
    write_run(tmp_path / "b", "20260102T000000Z", ["2"], ["2"])
    with pytest.raises(LandingError, match=r"--shard K/N"):
        merge_landing(tmp_path / "a", tmp_path / "b")
    assert [run.name for run in complete_runs(tmp_path / "b")] == ["20260102T000000Z"]


def test_a_run_that_was_cut_short_is_not_copied(tmp_path: Path) -> None:
    folder = tmp_path / "a/greenhouse/20260101T000000Z"
    folder.mkdir(parents=True)
    (folder / "postings.jsonl.gz.part").write_bytes(b"x")
    assert merge_landing(tmp_path / "a", tmp_path / "b") == (0, 0)
