"""`skilldemand sql`: ask the published warehouse anything, read-only."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.result_formats import FORMATS, print_result
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    import duckdb


def sql(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="A query; leave it out for a prompt.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", help="Read the query from a file.")] = None,
    output_format: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", help="Write here; needed for parquet.")] = None,
    limit: Annotated[int | None, typer.Option(help="Rows to show at most; 0 shows all.")] = None,
) -> None:
    """Query the published warehouse: read-only, with no access to files or the network.

    Start with: skilldemand sql "show all tables"
    """
    from skilldemand.analysis.warehouse import open_published

    session = session_of(context)
    if output_format not in FORMATS:
        raise UsageError(f"--format {output_format!r}: expected one of {', '.join(FORMATS)}.")
    cap = session.settings.row_cap if limit is None else limit
    text = _query_text(query, file)
    connection = open_published(session.workspace.warehouse)
    try:
        if text is None:
            _prompt(connection, output_format, cap)
        else:
            _run(connection, text, output_format, cap, output)
    finally:
        connection.close()


def _query_text(query: str | None, file: Path | None) -> str | None:
    if query is not None and file is not None:
        raise UsageError("sql: give a query or --file, not both.")
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--file {str(file)!r}: {error.strerror}. Give the path of a text file.") from error
    if query is None and not sys.stdin.isatty():
        return sys.stdin.read()
    return query


def _run(connection: "duckdb.DuckDBPyConnection", text: str, output_format: str, cap: int, output: Path | None) -> None:
    import duckdb

    started = time.perf_counter()
    try:
        relation = connection.sql(text)
        if relation is None:
            return
        frame = relation.limit(cap + 1).to_arrow_table() if cap else relation.to_arrow_table()
        sample = _is_sample(connection)
    except duckdb.Error as error:
        raise UsageError(f"sql: {error}") from error
    cut = bool(cap) and frame.num_rows > cap
    print_result(frame.slice(0, cap) if cut else frame, output_format, output)
    notes = [f"{console.number(min(frame.num_rows, cap) if cap else frame.num_rows)} rows"]
    notes.append(f"{time.perf_counter() - started:.2f} s")
    if cut:
        notes.append(f"cut at {cap}: raise --limit to see more")
    if sample:
        notes.append("SAMPLE DATA: invented postings")
    console.err.print(f"[dim]{', '.join(notes)}[/]")


def _is_sample(connection: "duckdb.DuckDBPyConnection") -> bool:
    row = connection.execute("select sample from meta.run").fetchone()
    return bool(row and row[0])


def _prompt(connection: "duckdb.DuckDBPyConnection", output_format: str, cap: int) -> None:
    import readline  # noqa: F401  (importing it gives input() line editing and history)

    console.err.print(
        "Published warehouse, read-only. A query ends with ; and the session with an empty line or Ctrl-D."
    )
    lines: list[str] = []
    while True:
        try:
            line = input("   ... " if lines else "skilldemand> ")
        except EOFError:
            console.err.print()
            return
        if not line.strip() and not lines:
            return
        lines.append(line)
        if not line.rstrip().endswith(";"):
            continue
        text, lines = "\n".join(lines), []
        try:
            _run(connection, text, output_format, cap, None)
        except UsageError as error:  # a mistyped query ends the query, not the session
            console.err.print(f"[red]{console.escape(str(error))}[/]")
