"""A full disk, a read-only folder, a clock set back, two runs at once, an older version: a clear word, no loss."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MOUNTS = os.geteuid() == 0 and shutil.which("mount") is not None
needs_mounts = pytest.mark.skipif(not MOUNTS, reason="only root can make a small or read-only file system")


def skilldemand(root: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(root), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a published warehouse and a report."""
    folder = tmp_path_factory.mktemp("faults")
    text = "Requirements: you have production experience with Python, PyTorch and Kubernetes. " * 3
    rows = [{"title": "ML Engineer", "company": f"Employer {n}", "description": f"{text} {n}"} for n in range(300)]
    (folder / "jobs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert skilldemand(folder / "ws", "import", str(folder / "jobs.jsonl")).returncode == 0
    assert skilldemand(folder / "ws", "run").returncode == 0
    return folder / "ws"


@pytest.fixture
def root(ready: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ready, tmp_path / "ws", symlinks=True))


def published(root: Path) -> tuple[bytes, bytes]:
    report = root / "reports/latest/index.html"
    return (root / "warehouse/skilldemand.duckdb").read_bytes(), report.read_bytes()


def forget(root: Path) -> None:
    """Make extract, build and report have work again."""
    shutil.rmtree(root / "mentions")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(place: Path, *, leaving: int) -> Path:
    free = shutil.disk_usage(place).free
    ballast = place / "ballast"
    ballast.write_bytes(b"\0" * max(0, free - leaving))
    return ballast


@needs_mounts
@pytest.mark.parametrize(("command", "leaving"), [("run", 20_000), ("build", 2_000_000)])
def test_a_full_disk_is_said_and_the_next_run_goes_on(
    ready: Path, small_disk: Path, command: str, leaving: int
) -> None:
    root = Path(shutil.copytree(ready, small_disk / "ws", symlinks=True))
    before = published(root)
    if command == "run":
        forget(root)
    ballast = fill(small_disk, leaving=leaving)
    done = skilldemand(root, command)
    assert done.returncode == 1
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert published(root) == before
    ballast.unlink()
    assert skilldemand(root, "run").returncode == 0
    assert skilldemand(root, "doctor").returncode == 0


@needs_mounts
def test_a_read_only_folder_is_said(ready: Path, small_disk: Path) -> None:
    root = Path(shutil.copytree(ready, small_disk / "ws", symlinks=True))
    before = published(root)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = skilldemand(root, "run")
    assert done.returncode in {1, 2}
    assert "ead-only" in done.stderr
    assert "Traceback" not in done.stderr
    assert published(root) == before
    assert skilldemand(root, "sql", "select count(*) from core.posting").returncode == 0


def test_a_clock_that_was_set_back_stops_the_run(root: Path) -> None:
    before = published(root)
    done = skilldemand(root, "run", SOURCE_DATE_EPOCH="1500000000")
    assert done.returncode == 1
    assert "The clock was set back" in done.stderr
    assert published(root) == before
    assert skilldemand(root, "run").returncode == 0


def test_of_two_runs_at_once_the_second_is_turned_away(root: Path) -> None:
    forget(root)
    command = [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(root), "run"]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ledger = root / "state/ledger.jsonl"
    told = ledger.read_text()
    while ledger.read_text() == told and first.poll() is None:
        pass
    second = skilldemand(root, "run")
    assert second.returncode == 75
    assert "another run works in this workspace" in second.stderr
    assert first.wait() == 0


def test_landing_of_an_unknown_version_is_named_and_nothing_is_replaced(root: Path) -> None:
    before = published(root)
    (file,) = root.glob("landing/import/*/postings.jsonl.gz")
    lines = gzip.decompress(file.read_bytes()).replace(b'"schema_version":1', b'"schema_version":0')
    file.write_bytes(gzip.compress(lines))
    forget(root)
    done = skilldemand(root, "run")
    assert done.returncode == 2
    assert "schema_version 0, expected 1" in done.stderr
    assert "Traceback" not in done.stderr
    assert published(root) == before


def test_a_published_file_of_another_version_is_built_anew(root: Path) -> None:
    (root / "warehouse/skilldemand.duckdb").write_bytes(b"from a version that nobody knows")
    for path in (root / "warehouse/build").glob("*"):
        path.unlink()
    assert skilldemand(root, "sql", "select 1").returncode == 1
    assert skilldemand(root, "build").returncode == 0
    assert skilldemand(root, "sql", "select count(*) from core.posting").returncode == 0
