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
    "alternatives": "UPDATE core.requirement SET alternatives = alternatives[:1] WHERE any_of",
    "currencies": "INSERT INTO core.pay (vacancy_id, currency) SELECT min(vacancy_id), 'XYZ' FROM core.vacancy",
    "denominators": "UPDATE marts.section_demand SET n = n + 1, employers = employers + 1 WHERE population = 'ml'",
    "future_dates": "UPDATE core.posting SET last_seen_on = '2027-01-01' WHERE posting_key = 'import:board-one:15'",
    "known_skills": "UPDATE core.mention SET skill_id = 'no-such-skill' WHERE skill_id = 'aws'",
    "lifecycle": "UPDATE marts.lifecycle_month SET open_at_end = open_at_end + 1 WHERE population = 'all'",
    "models": "UPDATE marts.skill_trend SET verdict = 'rising' WHERE population = 'ml' AND skill_id = 'python'",
    "one_reader": "UPDATE raw.attributes SET matcher_version = 'm2' WHERE role = 'data-analyst'",
    "orphans": "DELETE FROM raw.text WHERE text_hash IN (SELECT text_hash FROM core.posting WHERE NOT text_read)",
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
        with pytest.raises(
            CheckFailedError, match=rf"{check}: .* offending rows, such as .*skilldemand extract"
        ) as told:
            run_checks(con)
    assert [name for name in FAULTS if f"{name}: " in str(told.value)] == [check]
