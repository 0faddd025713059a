"""A run is seen whole or not at all."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from skilldemand.crawler.errors import LandingError
from skilldemand.crawler.landing import (
    LandingWriter,
    complete_runs,
    read_boards,
    read_postings,
    read_sightings,
    remove_leftovers,
)
from skilldemand.crawler.posting import BoardResult, Posting, Sighting, content_hash

NOW = "2026-05-01T00:00:00Z"


def posting(number: int) -> Posting:
    text = f"We build duty rosters for hospitals, team {number}."
    return Posting(
        posting_key=f"spider:acme:{number}",
        source="spider",
        board="acme",
        native_id=str(number),
        title="Engineer",
        description_text=text,
        content_hash=content_hash("Engineer", None, text),
        seen_at=NOW,
        run_id="run-1",
    )


def board() -> BoardResult:
    return BoardResult(
        run_id="run-1", source="spider", board="acme", status="complete", emitted=3, started_at=NOW, ended_at=NOW
    )


def write_run(landing: Path, run_id: str = "run-1", count: int = 3) -> None:
    with LandingWriter(landing, "spider", run_id) as run:
        for number in range(count):
            run.write_posting(posting(number))
            run.write_sighting(
                Sighting(posting_key=f"spider:acme:{number}", board="acme", content_hash="0" * 32, seen_at=NOW)
            )
        run.write_board(board())


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    write_run(tmp_path)
    (run,) = complete_runs(tmp_path, "spider")
    assert list(read_postings(run)) == [posting(n) for n in range(3)]
    assert [s.posting_key for s in read_sightings(run)] == [f"spider:acme:{n}" for n in range(3)]
    assert list(read_boards(run)) == [board()]
    assert sorted(p.name for p in run.iterdir()) == ["boards.jsonl.gz", "postings.jsonl.gz", "sightings.jsonl.gz"]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    write_run(tmp_path / "one")
    write_run(tmp_path / "two")
    for name in ("postings", "sightings", "boards"):
        file = f"spider/run-1/{name}.jsonl.gz"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_an_exception_leaves_nothing(tmp_path: Path) -> None:
    def fail(run: LandingWriter) -> None:
        run.write_posting(posting(1))
        raise KeyError

    with pytest.raises(KeyError), LandingWriter(tmp_path, "spider", "run-1") as run:
        fail(run)
    assert complete_runs(tmp_path) == []
    assert list((tmp_path / "spider").iterdir()) == []


def test_a_complete_run_is_never_written_again(tmp_path: Path) -> None:
    write_run(tmp_path)
    with pytest.raises(LandingError, match="already holds a complete run"):
        write_run(tmp_path)


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "x" * 101])
def test_a_name_that_is_no_folder_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LandingError, match="cannot name a landing folder"):
        LandingWriter(tmp_path, "spider", name)


def write_and_die(landing: Path) -> None:
    with LandingWriter(landing, "spider", "run-1") as run:
        for number in range(1000):
            run.write_posting(posting(number))
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_run_is_invisible_and_removed_by_the_next(tmp_path: Path) -> None:
    write_run(tmp_path, "run-0")
    child = multiprocessing.get_context("spawn").Process(target=write_and_die, args=(tmp_path,))
    child.start()
    child.join()
    assert (tmp_path / "spider/run-1/postings.jsonl.gz.part").exists()
    assert [run.name for run in complete_runs(tmp_path)] == ["run-0"]
    assert [run.name for run in remove_leftovers(tmp_path, "spider")] == ["run-1"]
    write_run(tmp_path)
    assert [run.name for run in complete_runs(tmp_path)] == ["run-0", "run-1"]


def test_a_run_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with LandingWriter(tmp_path, "spider", "run-1") as run:
        assert remove_leftovers(tmp_path, "spider") == []
        with pytest.raises(LandingError, match="another process"), LandingWriter(tmp_path, "spider", "run-1"):
            pass
        run.write_board(board())
    assert len(complete_runs(tmp_path)) == 1


def test_a_damaged_landing_file_is_named(tmp_path: Path) -> None:
    write_run(tmp_path)
    file = tmp_path / "spider/run-1/postings.jsonl.gz"
    file.write_bytes(file.read_bytes()[:-12])
    with pytest.raises(LandingError, match=r"postings\.jsonl\.gz: cannot be read"):
        list(read_postings(file.parent))
