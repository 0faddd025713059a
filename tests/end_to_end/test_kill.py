"""A run that was killed and run again leaves what an undisturbed run leaves; `kill_runs` does it at forty moments."""

from pathlib import Path

from tests.end_to_end import kill_runs


def test_what_was_killed_and_run_again_equals_what_was_not(tmp_path: Path) -> None:
    kills = list(kill_runs.run(tmp_path, kills=2, seed=3))
    assert {kill.after: kill.faults for kill in kills} == {kill.after: [] for kill in kills}
