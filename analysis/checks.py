"""The checks of sql/checks: each returns the rows that must not exist."""

import duckdb

from skilldemand.analysis.errors import CheckFailedError
from skilldemand.analysis.sqlfiles import folder

_SHOWN = 5


def run_checks(con: duckdb.DuckDBPyConnection) -> int:
    """Run every check on the built tables and return how many there were.

    Raises CheckFailedError that lists, for each check with offending rows, what it demands and the first rows.
    """
    failures = []
    for check in folder("checks"):
        relation = con.sql(check.text)
        names = relation.columns
        rows = relation.fetchall()
        if rows:
            shown = "; ".join(
                ", ".join(f"{name} {value!r}" for name, value in zip(names, row, strict=True)) for row in rows[:_SHOWN]
            )
            failures.append(f"{check.name}: {check.header['check']} {len(rows)} offending rows, such as {shown}.")
    if failures:
        raise CheckFailedError(
            "Nothing was published, because the tables contradict themselves. " + " ".join(failures) + " Run "
            "`skilldemand extract` and `skilldemand build` again; if it stays, the SQL of the table named is at fault."
        )
    return len(folder("checks"))
