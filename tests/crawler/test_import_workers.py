"""The processes of an import do not outlive it."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.import_material import rows

IMPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from skilldemand.crawler.importing.files import import_files

if __name__ == "__main__":
    file, landing = map(Path, sys.argv[1:])
    import_files([file], landing, column_map=None, now=datetime.now(UTC), jobs=2)
"""


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def until(state: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not state() and time.monotonic() < end:
        time.sleep(0.05)
    return state()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads the children of a process from /proc")
def test_workers_end_when_the_import_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(IMPORT)
    file = tmp_path / "postings.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows(50_000)))
    with subprocess.Popen([sys.executable, str(script), str(file), str(tmp_path / "landing")]) as running:
        try:
            assert until(lambda: any((tmp_path / "landing").rglob("postings*.part")))
            assert until(lambda: len(children_of(running.pid)) >= 2)
            time.sleep(1.5)  # spawned workers need a moment before they can watch
            children = children_of(running.pid)
            assert running.poll() is None, "the import must still be at work when it is killed"
        finally:
            running.kill()
    assert until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
