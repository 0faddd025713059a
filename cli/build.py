"""`skilldemand build`: files to warehouse."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from skilldemand.cli import clock, console, steps
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of

if TYPE_CHECKING:
    from skilldemand.analysis.warehouse import BuildSummary

DATE = ["%Y-%m-%d"]


def build(
    context: typer.Context,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DATE, help="Leave out postings before this day.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DATE, help="Leave out postings on and after this day.")
    ] = None,
) -> None:
    """Build the warehouse: merge duplicates, compute every table, check them, publish."""
    session = session_of(context)
    with run_lock(session.workspace, "build", clock.now()):
        summary = steps.build_warehouse(
            session,
            clock.run_id(),
            (since.date() if since else None, until.date() if until else None),
        )
    print_accounting(summary)
    if summary.rebuilt_because:
        console.out.print(f"Everything was made anew: {console.escape(summary.rebuilt_because)}.")
    console.out.print(f"Published {console.escape(str(summary.published))}")


def print_accounting(summary: "BuildSummary") -> None:
    """Print what became of every row; the sums agree or the build would have failed its checks."""
    table = Table(title="What became of every row", title_justify="left")
    table.add_column("stage")
    table.add_column("reason")
    table.add_column("rows", justify="right")
    for stage, reason, rows in summary.accounting:
        table.add_row(stage, reason, console.number(rows))
    console.out.print(table)
