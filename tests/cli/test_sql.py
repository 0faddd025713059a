"""`skilldemand sql`: what it answers; a query can neither write, read the disk, run for ever nor fill memory."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from skilldemand.cli.app import invoke
from skilldemand.cli.errors import UsageError
from skilldemand.cli.sql_client import Queries
from skilldemand.cli.sql_prompt import complete_at_enter, names, prompt
from skilldemand.cli.sql_tables import fetch
from tests.analysis.conftest import read_market, write_market

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    market = write_market(tmp_path_factory.mktemp("sql"), read_market())
    market.build()
    return market.root


def sql(workspace: Path, *arguments: str) -> int:
    return invoke(["--workspace", str(workspace), "sql", *arguments])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("select * from read_csv('/etc/passwd')", "no other files and no network"),
        ("select content from read_text('/etc/passwd')", "no other files and no network"),
        ("from glob('/*')", "no other files and no network"),
        ("from read_parquet('https://example.org/x.parquet')", "no other files and no network"),
        ("from '/etc/passwd'", "does not exist"),
        ("attach 'other.duckdb'", "ATTACH opens other files"),
        ("copy marts.overview to 'out.csv'", "--output FILE"),
        ("export database 'out'", "skilldemand export"),
        ("install httpfs", "loads extensions"),
        ("load httpfs", "loads extensions"),
        ("set enable_external_access = true", "settings, which are locked"),
        ("reset lock_configuration", "settings, which are locked"),
        ("pragma threads = 8", "settings, which are locked"),
        ("pragma table_info('marts.overview')", "Use DESCRIBE"),
        ("insert into core.skill from core.skill", "read-only"),
        ("update core.skill set name = ''", "read-only"),
        ("delete from core.skill", "read-only"),
        ("drop table core.posting", "read-only"),
        ("create temp table t as select 1", "read-only"),
        ("connect 'elsewhere'", "read-only"),
        ("with gone as (delete from core.skill returning *) from gone", "read-only"),
        ("selec 1", "syntax error"),
        ("select 1; copy (select 1) to 'out.csv'", "COPY writes files"),
    ],
)
def test_what_is_not_a_query_on_the_warehouse_is_refused_with_a_reason(  # noqa: PLR0917  (fixtures)
    workspace: Path, query: str, words: str, capfd: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (workspace / "warehouse/skilldemand.duckdb").read_bytes()
    assert sql(workspace, query) == 2
    captured = capfd.readouterr()
    assert words in captured.err
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert list(tmp_path.iterdir()) == []
    assert (workspace / "warehouse/skilldemand.duckdb").read_bytes() == before


@pytest.mark.parametrize(
    "query",
    [
        "with recursive t as (select 1 as i union all select i + 1 from t) select count(*) from t",
        "select count(*) from range(1000000000000)",
    ],
)
def test_a_query_that_runs_for_ever_is_stopped(workspace: Path, query: str, capfd: Captured) -> None:
    assert sql(workspace, query, "--timeout", "0.5") == 2
    assert "stopped after 0.5 seconds" in capfd.readouterr().err


def test_a_query_that_needs_too_much_memory_is_ended_and_the_next_one_runs(workspace: Path) -> None:
    with Queries(workspace / "warehouse", memory_limit="200MB", timeout=30) as queries:
        for greedy in ("select list_sum(range(500000000))", "from range(100000000) order by random()"):
            with pytest.raises(UsageError, match="200MB"):
                fetch(queries, greedy)
            assert fetch(queries, "select 42 as n") == [{"n": 42}]


def test_ten_million_rows_pass_through_without_being_held(workspace: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from resource import *; from skilldemand.cli.app import invoke; code = invoke(sys.argv[1:]);"
        "print(*(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)), file=sys.stderr); sys.exit(code)"
    )
    target = tmp_path / "rows.parquet"
    command = ["--workspace", str(workspace), "sql", "from range(10000000)", "--limit", "0"]
    # A new process takes over the peak of the one it was forked from (getrusage(2)), so a small shell stands between.
    shell = ["/bin/sh", "-c", '"$@"; exit $?', "sh"]
    done = subprocess.run(
        [*shell, sys.executable, "-c", script, *command, "--format", "parquet", "--output", str(target)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert pq.read_metadata(target).num_rows == 10_000_000
    unit = 1 if sys.platform == "darwin" else 1024
    assert max(int(held) * unit for held in done.stderr.split()[-2:]) < 500 * 2**20


def test_a_result_is_cut_at_the_cap_and_says_so(workspace: Path, capfd: Captured) -> None:
    assert sql(workspace, "from range(10000000)", "--format", "csv") == 0
    captured = capfd.readouterr()
    assert len(captured.out.splitlines()) == 1001
    assert "cut at 1000: raise --limit" in captured.err


def test_too_long_a_table_asks_for_another_format(workspace: Path, capfd: Captured) -> None:
    assert sql(workspace, "from range(10000000)", "--limit", "0") == 2
    assert "Use --format csv" in capfd.readouterr().err


def test_every_statement_shows_its_result(workspace: Path, capfd: Captured) -> None:
    assert sql(workspace, "select 1 as first; select 2 as second", "--format", "md") == 0
    assert capfd.readouterr().out == "| first |\n| --- |\n| 1 |\n| second |\n| --- |\n| 2 |\n"


def test_a_format_of_one_result_refuses_two_before_it_writes(workspace: Path, capfd: Captured, tmp_path: Path) -> None:
    assert sql(workspace, "select 1; select 2", "--format", "csv", "--output", str(tmp_path / "x.csv")) == 2
    assert "holds 2 queries" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_formats_agree_on_the_rows(workspace: Path, capfd: Captured, tmp_path: Path) -> None:
    query = "select population, vacancies from marts.overview order by 1"
    assert sql(workspace, query, "--format", "json") == 0
    rows = json.loads(capfd.readouterr().out)
    assert sql(workspace, query, "--format", "csv") == 0
    assert [
        {**row, "vacancies": int(row["vacancies"])} for row in csv.DictReader(io.StringIO(capfd.readouterr().out))
    ] == rows
    assert sql(workspace, query, "--format", "parquet", "--output", str(tmp_path / "x.parquet")) == 0
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == rows


def test_a_query_comes_from_an_argument_a_file_or_a_pipe(
    workspace: Path, capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.sql").write_text("select 'filed' as how")
    assert sql(workspace, "--file", str(tmp_path / "q.sql"), "--format", "csv") == 0
    assert capfd.readouterr().out == "how\nfiled\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("select 'piped' as how"))
    assert sql(workspace, "--format", "csv") == 0
    assert capfd.readouterr().out == "how\npiped\n"


def test_tables_are_listed_with_what_they_answer_and_one_with_its_columns(workspace: Path, capfd: Captured) -> None:
    assert sql(workspace, "--tables") == 0
    listing = capfd.readouterr().out
    assert "marts.skill_demand" in listing
    assert "What do the numbers of each population" in listing
    assert sql(workspace, "--tables", "skill_demand") == 0
    assert "lower end of the 95 % interval" in capfd.readouterr().out
    assert sql(workspace, "--tables", "skil_demand") == 2
    assert "Near it: skill_demand" in capfd.readouterr().err


def test_a_wide_row_is_shown_a_column_a_line(workspace: Path, capfd: Captured) -> None:
    assert sql(workspace, "from marts.skill_demand where population = 'ml' and skill_id = 'python'") == 0
    assert "  employers_asking" in capfd.readouterr().out


def test_an_example_runs_by_its_name_with_parameters(workspace: Path, capfd: Captured) -> None:
    assert sql(workspace, "--example", "list") == 0
    assert "top_skills" in capfd.readouterr().out
    assert sql(workspace, "--example", "roles_compared", "--set", "skill=sql", "--format", "json") == 0
    rows = json.loads(capfd.readouterr().out)
    assert {row["population"]: row["k"] for row in rows}["data-analyst"] == 1
    assert sql(workspace, "--example", "roles_compared", "--set", "city=Paris") == 2
    assert "expected one of its parameters: skill" in capfd.readouterr().err


def test_the_prompt_keeps_history_completes_names_and_survives_mistakes(workspace: Path, capfd: Captured) -> None:
    ran: list[str] = []

    def run(text: str) -> None:
        ran.append(text)
        if "mistake" in text:
            raise UsageError("sql: mistake")

    history = workspace / "state/sql_history"
    with Queries(workspace / "warehouse", memory_limit="200MB", timeout=10) as queries, create_pipe_input() as keys:
        keys.send_text("select\r1;\rmistake;\r.tables overview\r.nonsense\r.quit\r")
        prompt(queries, run, lambda: None, history, source=keys, sink=DummyOutput())
        words = names(queries)
    captured = capfd.readouterr()
    assert ran == ["select\n1;", "mistake;"]
    assert "mistake" in captured.err
    assert ".nonsense: no such command" in captured.err
    assert "texts_read" in captured.out
    assert "+select" in history.read_text()
    assert {"SELECT", "marts.overview", "texts_read"} <= set(words)


def test_enter_ends_a_query_only_after_its_semicolon() -> None:
    assert [complete_at_enter(text) for text in ("select 1", "select 1;", ".tables", "")] == [False, True, True, True]
