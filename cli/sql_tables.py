"""What stands in the published warehouse, in the words of its comments."""

import difflib
from typing import Any

from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.sql_client import Queries

TABLES = """
SELECT schema_name || '.' || table_name AS name, estimated_size AS rows, coalesce(comment, '') AS comment
FROM duckdb_tables()
WHERE NOT temporary
ORDER BY list_position(['marts', 'core', 'meta', 'raw'], schema_name), table_name
"""
COLUMNS = """
SELECT schema_name || '.' || table_name AS name, column_name, data_type, coalesce(comment, '') AS comment
FROM duckdb_columns()
WHERE NOT internal
ORDER BY name, column_index
"""


def fetch(queries: Queries, sql: str) -> list[dict[str, Any]]:
    """Return all rows of a query of our own."""
    return [row for result in queries.run(sql, 0) for batch in result.batches for row in batch.to_pylist()]


def print_tables(queries: Queries, name: str | None) -> None:
    """Print every table with its question, or those of a schema; or the columns of one table.

    Raises UsageError, with the nearest names, when nothing is called `name`.
    """
    tables = fetch(queries, TABLES)
    found = [table for table in tables if name is None or name in (table["name"], *table["name"].split("."))]
    if not found and name is not None:
        near = difflib.get_close_matches(name, [table["name"].split(".")[1] for table in tables], n=3, cutoff=0.3)
        raise UsageError(
            f"--tables {name!r}: no table or schema of that name. "
            + (f"Near it: {', '.join(near)}. " if near else "")
            + "`skilldemand sql --tables` lists them all."
        )
    if name is not None and len(found) == 1:
        _print_columns(queries, found[0])
        return
    listing = Table(box=None, pad_edge=False)
    listing.add_column("table", style="bold", no_wrap=True)
    listing.add_column("rows", justify="right")
    listing.add_column("what it answers")
    for table in found:
        listing.add_row(table["name"], console.number(table["rows"]), console.escape(_question(table["comment"])))
    console.out.print(listing, soft_wrap=False)
    console.out.print("\n[dim]skilldemand sql --tables NAME shows the columns of one.[/]")


def _question(comment: str) -> str:
    return comment.split("? ", maxsplit=1)[0] + ("?" if "? " in comment else "")


def _print_columns(queries: Queries, table: dict[str, Any]) -> None:
    console.out.print(f"[bold]{table['name']}[/]  {console.number(table['rows'])} rows")
    console.out.print(console.escape(table["comment"]), soft_wrap=False)
    listing = Table(box=None, pad_edge=False)
    for heading in ("column", "type", "meaning"):
        listing.add_column(heading, style="bold" if heading == "column" else None, no_wrap=heading != "meaning")
    for column in fetch(queries, COLUMNS):
        if column["name"] == table["name"]:
            kind = str(column["data_type"]).lower()
            kind = kind if len(kind) < 20 else kind.split("(")[0]
            listing.add_row(column["column_name"], console.escape(kind), console.escape(column["comment"]))
    console.out.print(listing, soft_wrap=False)
