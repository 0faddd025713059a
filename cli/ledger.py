"""What was run here, one JSON line a step, outside the warehouse so that a broken file cannot hide it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from skilldemand.cli.clock import now
from skilldemand.cli.workspace import Workspace

Counts = dict[str, Any]


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
        line = {
            "run_id": run_id,
            "step": name,
            "status": status,
            "started_at": started.isoformat(timespec="seconds"),
            "seconds": round((now() - started).total_seconds(), 3),
            **counts,
        }
        _append(workspace, json.dumps(line, ensure_ascii=False, sort_keys=False))


def read(workspace: Workspace) -> list[dict[str, Any]]:
    """Return all complete lines, oldest first; a line cut by a crash is left out."""
    path = workspace.state / "ledger.jsonl"
    if not path.is_file():
        return []
    lines = []
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(json.loads(text))
        except json.JSONDecodeError:  # only the last line of a killed run can be cut
            continue
    return lines


def _append(workspace: Workspace, line: str) -> None:
    workspace.state.mkdir(parents=True, exist_ok=True)
    path = workspace.state / "ledger.jsonl"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, (("\n" if cut else "") + line + "\n").encode())
    finally:
        os.close(descriptor)
