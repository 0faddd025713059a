"""One writer a workspace: an advisory lock that a dying process cannot leave behind."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from skilldemand.cli.errors import LockHeldError
from skilldemand.cli.trust import require_no_way_out
from skilldemand.cli.workspace import Workspace


@contextmanager
def run_lock(workspace: Workspace, command: str, now: datetime) -> Iterator[None]:
    """Hold state/run.lock for the block; raises LockHeldError at once when another process holds it.

    Everything that writes in a workspace holds it, so a link that leads out is refused here, with UsageError.

    flock is released by the kernel when the holder ends, however it ends, so there is no stale lock to clean up.
    """
    require_no_way_out(workspace.root)
    workspace.create()
    path = workspace.state / "run.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or "unknown process"
            raise LockHeldError(
                f"{path}: another run works in this workspace ({holder}). "
                "Wait for it to end, or use another folder with --workspace."
            ) from error
        line = json.dumps({"pid": os.getpid(), "command": command, "since": now.isoformat(timespec="seconds")})
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, line.encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)
