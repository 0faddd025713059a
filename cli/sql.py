"""`skilldemand sql`: ask the published warehouse anything, read-only."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.result_formats import FORMATS, SEVERAL, write_result
from skilldemand.cli.session import session_of
from skilldemand.cli.sql_client import Queries
from skilldemand.cli.sql_tables import fetch, print_tables
from skilldemand.reports.numbers import plural

HISTORY = "sql_history"


def sql(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="A query, or several parted by ;. Without it: a prompt.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", help="Read the query from a file.")] = None,
    output_format: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", help="Write here; needed for parquet.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="Rows to show at most; 0 shows all. By default the setting row_cap.")
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0, help="Seconds after which a query is stopped; 0 never. By default the setting sql_timeout."
        ),
    ] = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="List the tables and what they answer; with a NAME, its columns.")
    ] = False,
    example: Annotated[
        str | None, typer.Option(help="Run a question that ships with the project; `list` names them.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", help="A parameter of the example: --set skill=pytorch.")
    ] = None,
) -> None:
    """Query the published warehouse: read-only, with no access to other files or the network.

    Start with: skilldemand sql --tables, or: skilldemand sql --example list
    """
    session = session_of(context)
    if output_format not in FORMATS:
        raise UsageError(f"--format {output_format!r}: expected one of {', '.join(FORMATS)}.")
    if given and not example:
        raise UsageError("--set: gives parameters to an example; name one with --example.")
    settings = session.settings
    cap = settings.row_cap if limit is None else limit
    seconds = settings.sql_timeout if timeout is None else timeout
    if example == "list":
        print_examples()
        return
    with Queries(session.workspace.warehouse, memory_limit=settings.memory_limit, timeout=seconds) as queries:
        if tables:
            print_tables(queries, query)
            return
        shown = Shown(queries, output_format, cap, output)
        if example is not None:
            shown.run(*_example(example, given or []))
        elif (text := _query_text(query, file)) is not None:
            shown.run(text)
        else:
            from skilldemand.cli.sql_prompt import prompt

            prompt(queries, shown.run, print_examples, session.workspace.state / HISTORY)


class Shown:
    """How results are shown."""

    def __init__(self, queries: Queries, output_format: str, cap: int, output: Path | None) -> None:
        self._queries, self._format, self._cap, self._output = queries, output_format, cap, output

    def run(self, text: str, params: dict[str, str] | None = None) -> None:
        """Run the query and write its results, one after the other.

        Raises UsageError, also for two results in a format that can hold one.
        """
        started = time.perf_counter()
        sample = any(row["sample"] for row in fetch(self._queries, "SELECT sample FROM meta.run"))
        single = self._format not in SEVERAL or self._output is not None
        for result in self._queries.run(text, self._cap, params, single=single):
            rows = write_result(result, self._format, self._output)
            notes = [plural(rows, "row", "rows"), f"{time.perf_counter() - started:.2f} s"]
            if result.cut:
                notes.append(f"cut at {self._cap}: raise --limit to see more")
            if sample:
                notes.append("SAMPLE DATA: invented postings")
            console.err.print(f"[dim]{', '.join(notes)}[/]")


def print_examples() -> None:
    """Print the questions that ship with the project, with their parameters."""
    from skilldemand.analysis.questions import questions

    listing = Table(box=None, pad_edge=False)
    for heading in ("example", "question", "parameters"):
        listing.add_column(heading, style="bold" if heading == "example" else None, no_wrap=heading == "example")
    for question in questions():
        params = ", ".join(f"{name}={default}" for name, default in question.params.items())
        listing.add_row(question.name, console.escape(question.question), console.escape(params))
    console.out.print(listing, soft_wrap=False)
    console.out.print("\n[dim]skilldemand sql --example NAME [--set PARAMETER=VALUE] runs one.[/]")


def _example(name: str, given: list[str]) -> tuple[str, dict[str, str]]:
    from skilldemand.analysis.errors import QuestionError
    from skilldemand.analysis.questions import filled

    pairs = [pair.split("=", 1) for pair in given]
    if any(len(pair) != 2 for pair in pairs):
        raise UsageError("--set: expected PARAMETER=VALUE, such as --set skill=pytorch.")
    try:
        return filled(name, dict(pairs))
    except QuestionError as error:
        raise UsageError(f"--example {error} `--example list` names them.") from error


def _query_text(query: str | None, file: Path | None) -> str | None:
    if query is not None and file is not None:
        raise UsageError("sql: give a query or --file, not both.")
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--file {str(file)!r}: {error.strerror}. Give the path of a text file.") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"--file {str(file)!r}: not a text file in UTF-8.") from error
    if query is None and not sys.stdin.isatty():
        return sys.stdin.read()
    return query
