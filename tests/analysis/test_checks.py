"""Every check of sql/checks finds the fault it is there for."""

import shutil
from pathlib import Path

import duckdb
import pytest

from skilldemand.analysis.checks import Changes, run_checks
from skilldemand.analysis.errors import CheckFailedError
from skilldemand.analysis.sqlfiles import folder
from tests.analysis.conftest import Market

FAULTS = {
    "accounting": "UPDATE meta.accounting SET rows = rows + 1 WHERE stage = 'posting' AND reason = 'kept'",
    "alternatives": "UPDATE core.requirement SET alternatives = alternatives[:1] WHERE any_of",
    "currencies": "INSERT INTO core.pay (vacancy_id, currency) SELECT min(vacancy_id), 'XYZ' FROM core.vacancy",
    "denominators": "UPDATE marts.section_demand SET n = n + 1, employers = employers + 1 WHERE population = 'ml'",
    "future_dates": "UPDATE core.posting SET last_seen_on = '2027-01-01' WHERE posting_key = 'import:board-one:15'",
    "keys_of_postings": "UPDATE core.posting_spell SET spell = NULL WHERE posting_key = 'import:board-one:15'",
    "keys_of_texts": "INSERT INTO raw.attributes FROM raw.attributes ORDER BY text_hash LIMIT 1",
    "keys_of_vacancies": "INSERT INTO core.vacancy_skill FROM core.vacancy_skill ORDER BY ALL LIMIT 1",
    "known_skills": "UPDATE core.mention SET skill_id = 'no-such-skill' WHERE skill_id = 'aws'",
    "lifecycle": "UPDATE marts.lifecycle_month SET open_at_end = open_at_end + 1 WHERE population = 'all'",
    "models": "UPDATE marts.skill_trend SET verdict = 'rising' WHERE population = 'ml' AND skill_id = 'python'",
    "one_reader": "UPDATE raw.attributes SET matcher_version = 'm2' WHERE role = 'data-analyst'",
    "orphans": "DELETE FROM core.employer WHERE employer_id IN (SELECT max(employer_id) FROM core.vacancy)",
    "orphans_of_postings": "UPDATE core.posting_spell SET posting_key = '-' WHERE posting_key = 'import:board-one:15'",
    "orphans_of_texts": "DELETE FROM raw.text WHERE text_hash = (SELECT min(text_hash) FROM core.posting)",
    "orphans_of_vacancies": "UPDATE core.spell SET vacancy_id = 'no-such' WHERE vacancy_id = 'import:board-two:22'",
    "posting_spells": "UPDATE core.posting_spell SET closed_on = '2001-01-01' WHERE posting_key LIKE '%:15'",
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
            CheckFailedError, match=f"{check}: .* offending rows, such as .*skilldemand extract"
        ) as told:
            run_checks(con)
    assert named(told) == [check]


def named(told: pytest.ExceptionInfo[CheckFailedError]) -> list[str]:
    return [name for name in FAULTS if f" {name}: " in str(told.value)]


def failing(con: duckdb.DuckDBPyConnection, changes: Changes) -> list[str]:
    """Return the checks that fail after an addition that changed these tables."""
    with pytest.raises(CheckFailedError) as told:
        run_checks(con, changes)
    return named(told)


def faulty(con: duckdb.DuckDBPyConnection, fault: str) -> tuple[str, str]:
    """Make a fault and return its table and the temporary table of the rows that came or went."""
    table = next(word for word in fault.split() if "." in word and word[0] in "cmr")
    con.execute(f"CREATE TEMP TABLE before AS FROM {table}")
    con.execute(fault)
    con.execute(
        f"CREATE TEMP TABLE difference AS SELECT true AS came, * FROM (FROM {table} EXCEPT ALL FROM before) "
        f"UNION ALL SELECT false, * FROM (FROM before EXCEPT ALL FROM {table})"
    )
    return table, "difference"


@pytest.mark.parametrize("check", FAULTS)
def test_a_fault_among_what_an_addition_touched_fails_the_same_check(check: str, copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        table, difference = faulty(con, FAULTS[check])
        assert failing(con, {table: difference}) == [check]


@pytest.mark.parametrize("check", [check.name for check in folder("checks") if check.delta])
def test_a_fault_in_a_table_of_which_only_that_it_changed_is_known_is_found(check: str, copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        table, _ = faulty(con, FAULTS[check])
        assert failing(con, {table: None}) == [check]


def test_null_keys_are_seen_after_an_addition(copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        table, difference = faulty(
            con, "UPDATE core.spell SET vacancy_id = NULL WHERE vacancy_id = 'import:board-two:22'"
        )
        assert "keys_of_vacancies" in failing(con, {table: difference})


def test_a_row_that_came_is_compared_with_those_of_its_key_that_stood_before(copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        con.execute("CREATE TEMP TABLE came AS SELECT true AS came, * FROM core.requirement ORDER BY ALL LIMIT 1")
        con.execute("INSERT INTO core.requirement SELECT * EXCLUDE (came) FROM came")
        with pytest.raises(CheckFailedError, match=r"keys_of_vacancies: .*requirements: "):
            run_checks(con, {"core.requirement": "came"})


def test_after_an_addition_only_touched_keys_are_looked_at(copy: Path) -> None:
    with duckdb.connect(str(copy)) as con:
        con.execute(FAULTS["spells"])
        con.execute(
            "CREATE TEMP TABLE came AS SELECT true AS came, * FROM core.spell WHERE vacancy_id <> 'import:board-two:22'"
        )
        assert run_checks(con, {"core.spell": "came"}) == len(FAULTS)
        assert run_checks(con, {}) == len(FAULTS)
