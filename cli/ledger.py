"""What was run here, one JSON line a step, outside the warehouse so that a broken file cannot hide it.

{"run_id", "step", "status", "started_at", "seconds", "peak_mb", "version", …counts}   one line a step
{"run_id", "step": "run", "status": "started" | …, …}                                  two lines a whole run

status of a step: ok, failed, unchanged (its inputs were those of its last success, so there was nothing to do);
of a run: started, then ok, warnings, failed or interrupted.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from skilldemand.cli.clock import now
from skilldemand.cli.workspace import Workspace

Counts = dict[str, Any]
Line = dict[str, Any]
DONE = frozenset({"ok", "unchanged"})
TAKEN_UP = timedelta(hours=24)
"""A run that was cut short is taken up within this time of its last beginning."""
SET_RIGHT = timedelta(minutes=5)
"""A clock may be set back by so much without harm: postings are dated by the day."""
HELD = frozenset({"run_id", "step", "status", "started_at", "seconds", "peak_mb", "version", "inputs"})
"""Keys of a line that are no counts."""


@contextmanager
def step(workspace: Workspace, run_id: str, name: str) -> Iterator[Counts]:
    """Record start, end, outcome and the counts that the block puts into the yielded dict."""
    counts: Counts = {}
    started = now()
    status = "failed"
    try:
        yield counts
        status = "ok"
    finally:
        write(workspace, run_id, name, status, started, **counts)


def write(workspace: Workspace, run_id: str, name: str, status: str, started: datetime, **counts: Any) -> Line:
    """Append a line for a step or run that began at `started` and ends now, and return it."""
    from skilldemand.cli.session import skilldemand_version

    line = {
        "run_id": run_id,
        "step": name,
        "status": status,
        "started_at": started.isoformat(timespec="seconds"),
        "seconds": round((now() - started).total_seconds(), 3),
        "peak_mb": peak_megabytes(),
        "version": skilldemand_version(),
        **counts,
    }
    _append(workspace, json.dumps(line, ensure_ascii=False, sort_keys=False))
    return line


def peak_megabytes() -> int:
    """Return the most memory that this process, or the largest of its ended children, has held so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): kilobytes on Linux, bytes on macOS
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(most * unit / 1e6)


def read(workspace: Workspace) -> list[Line]:
    """Return all complete lines, oldest first; a line cut by a crash is left out."""
    path = workspace.ledger
    if not path.is_file():
        return []
    lines = []
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            line = json.loads(text)
        except json.JSONDecodeError:  # only the last line of a killed run can be cut
            continue
        if isinstance(line, dict) and {"run_id", "step", "status", "started_at"} <= line.keys():
            lines.append(line)
    return lines


def last_done(lines: list[Line]) -> dict[str, Line]:
    """Return the last line of each step that did its work or found it done."""
    return {line["step"]: line for line in lines if line["status"] in DONE}


def unfinished(lines: list[Line], moment: datetime) -> str | None:
    """Return the id of the last run when it was killed, interrupted or failed within the day before `moment`.

    An older one is not taken up: what it crawled is too old to be called one run with what would come now.
    """
    runs = [line for line in lines if line["step"] == "run"]
    if not runs or runs[-1]["status"] not in {"started", "interrupted", "failed"}:
        return None
    return str(runs[-1]["run_id"]) if moment - datetime.fromisoformat(runs[-1]["started_at"]) < TAKEN_UP else None


def has_done(lines: list[Line], run_id: str, step: str) -> bool:
    """Return whether a step of this very run has ended well."""
    return any((line["run_id"], line["step"]) == (run_id, step) and line["status"] in DONE for line in lines)


def clock_fault(lines: list[Line], moment: datetime) -> str | None:
    """Return what is wrong when `moment` lies before the last step by more than a clock is set right by, else None."""
    last = max((datetime.fromisoformat(line["started_at"]) for line in lines), default=moment)
    if last - moment <= SET_RIGHT:
        return None
    return f"it is {moment:%Y-%m-%d %H:%M} UTC, but the ledger has a step of {last:%Y-%m-%d %H:%M}"


def _append(workspace: Workspace, line: str) -> None:
    workspace.state.mkdir(parents=True, exist_ok=True)
    path = workspace.ledger
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, (("\n" if cut else "") + line + "\n").encode())
    finally:
        os.close(descriptor)
