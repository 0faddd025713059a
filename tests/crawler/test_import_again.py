"""Importing again changes nothing, and an import that was killed loses nothing."""

import gzip
import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from skilldemand.crawler.landing import complete_runs
from tests.crawler.import_material import TEXT, row, rows, run, stored, write_csv, write_jsonl


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A landing folder that already holds a file of three postings."""
    folder = tmp_path / "landing"
    run(folder, write_jsonl(tmp_path / "before.jsonl", [row(number, company="Earlier") for number in range(3)]))
    return folder


def test_importing_a_file_again_changes_nothing(tmp_path: Path, landing: Path) -> None:
    path = write_jsonl(tmp_path / "jobs.jsonl", [*rows(3), row(4, description="")])
    first = run(landing, path)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in landing.rglob("*") if file.is_file()}
    copy = tmp_path / "another name.jsonl"
    copy.write_bytes(path.read_bytes())
    again = run(landing, path, copy)
    assert {
        file: (file.read_bytes(), file.stat().st_mtime_ns) for file in landing.rglob("*") if file.is_file()
    } == before
    assert again.unchanged == [path, copy]
    assert again.files[0].rejected == first.rejected == {"no text": 1}
    assert again.files[0].imported == first.imported == 3


def test_another_map_is_another_import(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "jobs.csv", [{"description": TEXT, "company": "A", "firm": "B"}])
    run(tmp_path / "landing", path)
    assert not run(tmp_path / "landing", path, column_map={"company": "firm"}).unchanged
    assert len(complete_runs(tmp_path / "landing")) == 2


def test_several_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "jobs.jsonl", rows(450))
    run(tmp_path / "one", path)
    run(tmp_path / "two", path, jobs=2)
    (one,), (two,) = complete_runs(tmp_path / "one"), complete_runs(tmp_path / "two")
    for file in one.iterdir():
        assert file.read_bytes() == (two / file.name).read_bytes()


def test_progress_counts_rows_over_all_files(tmp_path: Path) -> None:
    seen: list[int] = []
    files = [write_jsonl(tmp_path / f"{name}.jsonl", [row(n, company=name) for n in range(250)]) for name in "ab"]
    run(tmp_path / "landing", *files, on_progress=lambda done, _total: seen.append(done))
    assert seen == [200, 250, 450, 500]


def import_and_die(path: Path, landing: Path) -> None:
    def die(done: int, _total: int | None) -> None:
        if done >= 400:
            os.kill(os.getpid(), signal.SIGKILL)

    run(landing, path, on_progress=die)


def test_a_killed_import_loses_nothing_and_can_be_repeated(tmp_path: Path, landing: Path) -> None:
    path = write_jsonl(tmp_path / "jobs.jsonl", rows(1000))
    child = multiprocessing.get_context("spawn").Process(target=import_and_die, args=(path, landing))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert len(stored(landing)) == 3
    assert run(landing, path).imported == 1000
    assert len(stored(landing)) == 1003
    run(tmp_path / "undisturbed", path)
    (fresh,) = complete_runs(tmp_path / "undisturbed")
    for file in fresh.iterdir():
        assert file.read_bytes() == (landing / "import" / fresh.name / file.name).read_bytes()
    assert not list(landing.rglob("*.part"))
    with gzip.open(fresh / "postings.jsonl.gz") as stream:
        assert len(stream.readlines()) == 1000


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="shared material absent")
def test_every_row_of_real_files_is_accounted_for(tmp_path: Path) -> None:
    files = [SHARED / "ml_postings.parquet", SHARED / "other_postings.parquet"]
    summary = run(tmp_path / "landing", *files, jobs=2)
    assert summary.rows == 14_652
    assert summary.imported + sum(summary.rejected.values()) == 14_652
    assert summary.imported > 14_600
    postings = stored(tmp_path / "landing")
    assert len({posting.posting_key for posting in postings}) == len(postings) == summary.imported
    assert all(len(posting.description_text) >= 80 for posting in postings)
