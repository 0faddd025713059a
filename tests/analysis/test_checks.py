"""Every check of sql/checks finds the fault it is there for."""

import shutil
from pathlib import Path

import duckdb
import pytest

from skilldemand.analysis.checks import run_checks
from skilldemand.analysis.errors import CheckFailedError
from skilldemand.analysis.sqlfiles import folder
from tests.analysis.conftest import Market

FAULTS = {
    "accounting": "UPDATE meta.accounting SET rows = rows + 1 WHERE stage = 'posting' AND reason = 'kept'",
    "known_skills": "DELETE FROM core.skill WHERE skill_id = 'aws'",
    "lifecycle": "UPDATE marts.lifecycle_month SET open_at_end = open_at_end + 1 WHERE population = 'all'",
    "one_reader": "UPDATE raw.attributes SET matcher_version = 'm2' WHERE role = 'data-analyst'",
    "primary_keys": "INSERT INTO marts.overview SELECT * FROM marts.overview WHERE population = 'ml'",
    "requirements": "DELETE FROM core.requirement_skill WHERE skill_id = 'communication'",
    "sample_declared": "UPDATE core.posting SET sample = true WHERE posting_key = 'import:board-one:40'",
    "shares": "UPDATE marts.skill_demand SET lo = hi WHERE population = 'ml' AND skill_id = 'python'",
    "spells": "UPDATE core.spell SET last_seen_on = opened_on - 1 WHERE vacancy_id = 'import:board-two:22'",
    "strengths": "UPDATE core.mention SET end_char = 999999 WHERE skill_id = 'jax'",
}


@pytest.fixture
def copy(built: Market, tmp_path: Path) -> Path:
    return Path(shutil.copy(built.warehouse / "skilldemand.duckdb", tmp_path / "copy.duckdb"))


def test_every_check_has_a_fault_here() -> None:
    assert {check.name for check in folder("checks")} == set(FAULTS)


def test_sound_tables_pass(copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        assert run_checks(con) == len(FAULTS)


@pytest.mark.parametrize("check", FAULTS)
def test_a_fault_fails_its_check_and_the_message_shows_a_row(check: str, copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        con.execute(FAULTS[check])
        with pytest.raises(CheckFailedError, match=rf"{check}: .* offending rows, such as .*skilldemand extract"):
            run_checks(con)
