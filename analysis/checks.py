"""The checks of sql/checks: each returns the rows that must not exist."""

import duckdb

from skilldemand.analysis.columns import at_once
from skilldemand.analysis.errors import CheckFailedError
from skilldemand.analysis.sqlfiles import SqlFile, folder

_SHOWN = 5


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


def _cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    cursor = con.cursor()
    cursor.execute("SET TimeZone = 'UTC'")  # a cursor does not inherit what publish.py sets on the writer
    return cursor


def run_checks(con: duckdb.DuckDBPyConnection) -> int:
    """Run every check on the built tables, several at once, and return how many there were.

    Raises CheckFailedError that lists, for each check with offending rows, what it demands and the first rows.
    """
    checks = folder("checks")
    failures = [told for told in at_once(con, _failure, [(check, _cursor(con)) for check in checks]) if told]
    if failures:
        raise CheckFailedError(
            "Nothing was published, because the tables contradict themselves. " + " ".join(failures) + " Run "
            "`skilldemand extract` and `skilldemand build` again; if it stays, the SQL of the table named is at fault."
        )
    return len(checks)
