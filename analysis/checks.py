"""The checks of sql/checks: each returns the rows that must not exist.

After an addition a check whose header says `delta: by <key>` sees, of every table with this key, only the rows of keys
that came or went since it held; a key without a value is always seen. It must judge each value of the key by itself.
"""

import re
from collections.abc import Iterator, Mapping

import duckdb

from skilldemand.analysis.columns import at_once
from skilldemand.analysis.errors import CheckFailedError
from skilldemand.analysis.keys import columns_of
from skilldemand.analysis.sqlfiles import SqlFile, folder

Changes = Mapping[str, str | None]
"""Table that changed since the checks held -> the temporary table of its rows that came or went, None if not known."""

_SHOWN = 5
_TABLE = re.compile(r"\b(?:raw|core|marts|meta)\.[a-z_]+\b")


def _tables(check: SqlFile) -> set[str]:
    return set(_TABLE.findall(check.text))


def _failure(work: tuple[SqlFile, duckdb.DuckDBPyConnection]) -> str | None:
    """Return what a check has to say, None when it has found nothing, and close its connection."""
    check, cursor = work
    with cursor:
        relation = cursor.sql(check.text)
        names = relation.columns
        rows = relation.fetchall()
    if not rows:
        return None
    shown = "; ".join(
        ", ".join(f"{name} {value!r}" for name, value in zip(names, row, strict=True)) for row in rows[:_SHOWN]
    )
    return f"{check.name}: {check.header['check']} {len(rows)} offending rows, such as {shown}."


class _Touched:
    """For each key a database in memory in which the tables show only the rows of keys that came or went."""

    def __init__(self, con: duckdb.DuckDBPyConnection, changes: Changes) -> None:
        self._con, self._changes = con, changes
        ((self._whole,),) = con.execute("SELECT current_catalog()").fetchall()

    def key_of(self, check: SqlFile) -> str | None:
        """Return by which key a check can be narrowed; None if something that it reads changed in another way."""
        key = check.delta.removeprefix("by ")
        diffs = [self._changes[table] for table in _tables(check) & self._changes.keys()]
        known = key and all(diff is not None and key in columns_of(self._con, diff) for diff in diffs)
        return key if known else None

    def show(self, key: str, tables: set[str]) -> str:
        """Make the views of the tables that checks by a key read, and return where an unqualified name is looked up."""
        name = f"touched_{key}"
        self._con.execute(f"ATTACH ':memory:' AS {name}")
        keys = " UNION ".join(f"SELECT {key} FROM {self._changes[table]}" for table in tables & self._changes.keys())
        self._con.execute(f"CREATE TABLE {name}.main.touched AS SELECT DISTINCT * FROM ({keys}) AS t (key)")
        for table in tables:
            real = f"{self._whole}.{table}"
            rows = f"SELECT * FROM {real}"
            if key in columns_of(self._con, real):
                rows = (
                    f"SELECT * FROM {real} AS t SEMI JOIN {name}.main.touched AS k ON k.key = t.{key} "
                    f"UNION ALL SELECT * FROM {real} WHERE {key} IS NULL"
                )
            self._con.execute(f"CREATE SCHEMA IF NOT EXISTS {name}.{table.split('.')[0]}")
            self._con.execute(f"CREATE VIEW {name}.{table} AS {rows}")
        return f"{name}.main,{self._whole}.main"


def _cursor(con: duckdb.DuckDBPyConnection, search_path: str | None) -> duckdb.DuckDBPyConnection:
    cursor = con.cursor()
    cursor.execute("SET TimeZone = 'UTC'")  # it is set on the writer's connection, which a cursor does not inherit
    if search_path:
        cursor.execute(f"SET search_path = '{search_path}'")
    return cursor


def _due(
    con: duckdb.DuckDBPyConnection, changes: Changes | None
) -> Iterator[tuple[SqlFile, duckdb.DuckDBPyConnection]]:
    """Yield the checks that may fail, each with a connection that shows it what it has to look at."""
    if changes is None:
        yield from ((check, _cursor(con, None)) for check in folder("checks"))
        return
    touched, by_key = _Touched(con, changes), dict[str | None, list[SqlFile]]()
    for check in folder("checks"):
        if _tables(check) & changes.keys():
            by_key.setdefault(touched.key_of(check), []).append(check)
    for key, checks in by_key.items():
        path = touched.show(key, {table for check in checks for table in _tables(check)}) if key else None
        yield from ((check, _cursor(con, path)) for check in checks)


def run_checks(con: duckdb.DuckDBPyConnection, changes: Changes | None = None) -> int:
    """Run every check on the built tables, several at once, and return how many there were.

    `changes` tells what changed since all of them held, and must be whole; without it everything is looked at.
    Raises CheckFailedError that lists, for each check with offending rows, what it demands and the first rows.
    """
    failures = [told for told in at_once(con, _failure, list(_due(con, changes))) if told]
    if failures:
        raise CheckFailedError(
            "Nothing was published, because the tables contradict themselves. " + " ".join(failures) + " Run "
            "`skilldemand extract` and `skilldemand build` again; if it stays, the SQL of the table named is at fault."
        )
    return len(folder("checks"))
