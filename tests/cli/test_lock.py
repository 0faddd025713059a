import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from skilldemand.cli.errors import EXIT_LOCKED, LockHeldError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.workspace import Workspace

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOLDER = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from skilldemand.cli.lock import run_lock
from skilldemand.cli.workspace import Workspace
with run_lock(Workspace(Path(sys.argv[1])), "run", datetime.now(UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_turned_away_at_once_and_told_who_holds_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    mine = f'"pid": {os.getpid()}'
    with (
        run_lock(workspace, "extract", NOW),
        pytest.raises(LockHeldError, match=mine) as error,
        run_lock(workspace, "build", NOW),
    ):
        pass
    assert error.value.exit_code == EXIT_LOCKED


def test_the_lock_can_be_taken_again_after_release(tmp_path: Path) -> None:
    for _ in range(2):
        with run_lock(Workspace(tmp_path), "extract", NOW):
            pass


def test_a_killed_holder_leaves_no_lock_behind(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(LockHeldError), run_lock(Workspace(tmp_path), "build", NOW):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with run_lock(Workspace(tmp_path), "build", NOW):
        pass
