"""Headers, comments and README say the same as the tables."""

import re
from pathlib import Path

import duckdb
import pytest

from skilldemand.analysis.codebook import BEGIN, END, codebook
from skilldemand.analysis.sqlfiles import build_order

STAGE = Path(__file__).resolve().parents[2] / "analysis"
PUBLISHED = [sql for sql in build_order() if sql.folder not in ("macros", "staging")]


def test_the_readme_holds_the_codebook_of_the_headers() -> None:
    readme = (STAGE / "README.md").read_text(encoding="utf-8")
    made = readme[readme.index(BEGIN) : readme.index(END) + len(END)]
    assert made == codebook(), "run: python -m skilldemand.analysis.codebook analysis/README.md"


@pytest.mark.parametrize("sql", PUBLISHED, ids=lambda sql: sql.table)
def test_the_header_names_exactly_the_columns_of_the_table(sql, con: duckdb.DuckDBPyConnection) -> None:
    assert con.sql(f"FROM {sql.table} LIMIT 0").columns == list(sql.columns)


def test_every_table_and_column_is_commented(con: duckdb.DuckDBPyConnection) -> None:
    bare = con.execute(
        "SELECT table_name, NULL FROM duckdb_tables() WHERE comment IS NULL UNION ALL "
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    ).fetchall()
    assert bare == []


def test_nothing_but_the_headed_tables_is_published(con: duckdb.DuckDBPyConnection) -> None:
    tables = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
    assert {name for (name,) in tables} == {sql.table for sql in PUBLISHED}


def test_every_file_states_question_and_grain_and_depends_on_what_it_reads() -> None:
    tables = {sql.table for sql in build_order()}
    for sql in build_order():
        assert {"question", "grain"} <= set(sql.header), sql.table
        body = re.sub(r"(?m)^--.*$", "", sql.text)
        read = {name for name in re.findall(r"\b(?:raw|staging|core|marts|meta)\.\w+", body) if name in tables}
        assert read - {sql.table} <= set(sql.depends), sql.table


def test_lines_are_no_longer_than_those_of_the_code() -> None:
    lines = [(path.name, line) for path in STAGE.glob("sql/*/*.sql") for line in path.read_text("utf-8").splitlines()]
    assert [(name, line) for name, line in lines if len(line) > 120] == []
