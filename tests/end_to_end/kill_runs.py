"""Kill a run at random moments, run it again, and compare with a run that nobody disturbed.

    python -m tests.end_to_end.kill_runs [--kills 40] [--seed 7]

Every other kill hits the whole process group (a machine that loses power), the others the parent alone (the kernel's
out-of-memory killer); then children must end by themselves. While all that goes on, a reader opens the published file
again and again.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from rich.console import Console

CLOCK = "1793491200"  # 2026-11-01: the same clock in all runs, so that the same run writes the same bytes
PATIENCE = 60
"""Seconds after which a child that outlives its parent is a fault."""


@dataclass
class Reader:
    """What somebody saw who opened the published file all the time."""

    reads: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kill:
    """One kill and what came of it."""

    after: float
    step: str
    """The step of the pipeline that was cut short, as the ledger tells it."""
    faults: list[str]


def demo(workspace: Path) -> "subprocess.Popen[bytes]":
    """Start a demo in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(workspace), "demo"],
        env={**os.environ, "SOURCE_DATE_EPOCH": CLOCK},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finish(process: "subprocess.Popen[bytes]") -> str | None:
    """Wait for a run and return what it complained of, None when it ended well."""
    _, errors = process.communicate(timeout=300)
    return None if process.returncode == 0 else f"exit {process.returncode}: {errors.decode('utf-8', 'replace')[-500:]}"


def content(workspace: Path) -> dict[str, str]:
    """Return a digest of every published table and every file of the report."""
    found = {}
    with duckdb.connect(str(workspace / "warehouse/skilldemand.duckdb"), read_only=True) as con:
        for schema, table in con.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND table_name <> 'run_step' "
            "ORDER BY ALL"  # meta.run_step tells of the killed run too, as it should
        ).fetchall():
            rows = con.execute(f'SELECT * FROM "{schema}"."{table}" ORDER BY ALL').fetchall()
            found[f"{schema}.{table}"] = hashlib.sha256(repr(rows).encode()).hexdigest()
    report = workspace / "reports/latest"
    for path in sorted(path for path in report.resolve().rglob("*") if path.is_file()):
        found[f"report/{path.relative_to(report.resolve())}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@contextmanager
def polled(workspace: Path) -> Iterator[Reader]:
    """Read the published file over and over while the block runs: it is whole, or it is not there yet."""
    seen = Reader()
    over = threading.Event()
    published = workspace / "warehouse/skilldemand.duckdb"

    def poll() -> None:
        while not over.wait(0.02):
            if not published.exists():
                continue
            try:
                with duckdb.connect(str(published), read_only=True) as con:
                    (row,) = con.execute("SELECT count(*), sum(k) FROM marts.skill_demand").fetchall()
            except duckdb.Error as error:
                seen.faults.append(f"a reader saw: {error}")
                continue
            seen.reads += 1
            if not row[0]:
                seen.faults.append("a reader saw an empty table")

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def kill_once(workspace: Path, expected: dict[str, str], after: float, *, group: bool) -> Kill:
    """Kill a run `after` so many seconds, run it again, and return what differs from the undisturbed run."""
    with polled(workspace) as reader:
        process = demo(workspace)
        time.sleep(after)
        step = cut_step(workspace)
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()
        faults = [] if group else orphans(process.pid)
        fault = finish(demo(workspace))
    faults += [fault] if fault else []
    faults += reader.faults[:3]
    found = content(workspace) if not fault else expected
    names = sorted(expected.keys() | found.keys())
    faults += [f"{name} differs" for name in names if expected.get(name) != found.get(name)]
    return Kill(after, step, faults)


def cut_step(workspace: Path) -> str:
    """Return the step that has not told its end yet."""
    path = workspace / "state/ledger.jsonl"
    told = path.read_text(encoding="utf-8") if path.is_file() else ""
    steps = ("crawl", "extract", "build", "report")
    return next((step for step in steps if f'"step": "{step}"' not in told), "end")


def orphans(group: int) -> list[str]:
    """Wait for the children of a killed run to end by themselves; return which did not."""
    limit = time.monotonic() + PATIENCE
    while left := members(group):
        if time.monotonic() > limit:
            os.killpg(group, signal.SIGKILL)
            return [f"{len(left)} children outlived the run by {PATIENCE} s"]
        time.sleep(0.05)
    return []


def members(group: int) -> list[int]:
    """Return the living processes of a group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def run(folder: Path, kills: int, seed: int) -> Iterator[Kill]:
    """Yield the outcome of each kill; their moments are spread over the whole length of an undisturbed run."""
    begun = time.monotonic()
    fault = finish(demo(folder / "undisturbed"))
    assert fault is None, fault
    length = time.monotonic() - begun
    expected = content(folder / "undisturbed")
    generator = random.Random(seed)
    for number in range(kills):
        after = length * (number + generator.random()) / kills
        workspace = folder / f"kill-{number}"
        yield kill_once(workspace, expected, after, group=number % 2 == 0)
        shutil.rmtree(workspace)


def main() -> None:
    """Print a line a kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    out = Console(highlight=False, soft_wrap=True)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, kill in enumerate(run(Path(folder), options.kills, options.seed)):
            bad += bool(kill.faults)
            told = "; ".join(kill.faults) or "equal"
            out.print(f"{number:3}  killed after {kill.after:5.1f} s in {kill.step:<8}  {told}")
    out.print(f"{options.kills} kills, {bad} with a difference")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
