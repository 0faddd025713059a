"""Readers see whole files only: builds that are killed, readers that stay open, builds that meet."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from skilldemand.analysis.errors import NotPublishedError, WarehouseBusyError
from skilldemand.analysis.publish import build_folder
from skilldemand.analysis.warehouse import open_published
from tests.analysis.conftest import NOW, Market

CHILD = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from skilldemand.analysis.warehouse import Thresholds, build

landing, mentions, warehouse = map(Path, sys.argv[1:4])
def step(name):
    if name == sys.argv[4]:
        os.kill(os.getpid(), signal.SIGKILL)
print("building", flush=True)
build(landing, mentions, warehouse, skilldemand_version="0.1.0", now=datetime(2026, 11, 1, 12, tzinfo=UTC),
      thresholds=Thresholds(5, 3, 2, 0.4), on_step=step)
"""


def content(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every published table, rows in the order they are stored, and every comment and macro."""
    with open_published(warehouse) as con:
        tables = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        found = {name: con.execute(f"FROM {name}").fetchall() for (name,) in tables}
        found["comments"] = con.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
        found["macros"] = con.execute(
            "SELECT function_name, macro_definition FROM duckdb_functions() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
    return found


def start(market: Market, die_at: str) -> "subprocess.Popen[bytes]":
    folders = [str(market.landing), str(market.mentions), str(market.warehouse)]
    return subprocess.Popen([sys.executable, "-c", CHILD, *folders, die_at], stdout=subprocess.PIPE)


@pytest.mark.parametrize(
    "moment", ["raw.text", "core.duplicate_edge", "marts.skill_demand", "snapshot", "replace", "published"]
)
def test_a_killed_build_run_again_publishes_what_an_undisturbed_one_does(
    moment: str, make_market: Callable[..., Market], built: Market
) -> None:
    market = make_market()
    child = start(market, moment)
    child.communicate()
    assert child.returncode == -9
    assert (market.warehouse / "skilldemand.duckdb").exists() == (moment == "published")
    market.build()
    assert content(market.warehouse) == content(built.warehouse)


@pytest.mark.parametrize("delay", [0.1, 0.3])
def test_a_build_killed_at_any_time_leaves_the_published_file_whole(
    delay: float, make_market: Callable[..., Market], built: Market
) -> None:
    market = make_market()
    market.build()
    child = start(market, "never")
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(delay)
    child.kill()
    child.communicate()
    assert content(market.warehouse) == content(built.warehouse)
    market.build()
    assert content(market.warehouse) == content(built.warehouse)


def test_building_twice_changes_nothing_but_the_time(make_market: Callable[..., Market]) -> None:
    market = make_market()
    market.build()
    first = content(market.warehouse)
    market.build(now=NOW + timedelta(days=1), threads=1)
    second = content(market.warehouse)
    assert first.pop("meta.run")[0][1:] == second.pop("meta.run")[0][1:]
    assert first == second


def test_a_failed_build_keeps_the_published_file_and_an_open_reader_keeps_its_own(
    make_market: Callable[..., Market],
) -> None:
    market = make_market()
    market.build()
    with open_published(market.warehouse) as reader:
        before = reader.execute("SELECT count(*) FROM core.posting").fetchone()
        (market.landing / "import" / "i1" / "boards.jsonl.gz").unlink()
        market.build()
        assert reader.execute("SELECT count(*) FROM core.posting").fetchone() == before
    with open_published(market.warehouse) as reader:
        assert reader.execute("SELECT count(*) FROM core.posting").fetchone() == (3,)


def test_the_writers_folder_keeps_its_two_files_closed(built: Market) -> None:
    left = sorted(path.name for path in (built.warehouse / "build").iterdir())
    assert left == ["lock", "skilldemand.duckdb", "staging.duckdb"]


def test_a_second_build_says_that_another_is_writing(make_market: Callable[..., Market]) -> None:
    market = make_market()
    with build_folder(market.warehouse), pytest.raises(WarehouseBusyError, match="another build is writing"):
        market.build()


def test_nothing_published_yet_says_which_command_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedError, match="skilldemand run"):
        open_published(tmp_path)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY core.posting TO 'out.csv'",
        "DELETE FROM core.posting",
        "CREATE TABLE main.x AS SELECT 1",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "SET memory_limit = '9GB'",
    ],
)
def test_readers_can_neither_write_nor_reach_files(query: str, con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.Error):
        con.execute(query)


def test_the_published_file_has_a_storage_version_that_older_clients_open(built: Market) -> None:
    header = (built.warehouse / "skilldemand.duckdb").read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    # DuckDB 1.5 names 64 to 68 as the versions it reads.
    assert 64 <= int.from_bytes(header[12:20], "little") <= 68
