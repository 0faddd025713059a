"""`skilldemand report`: warehouse to pages."""

from typing import Annotated

import typer

from skilldemand.cli import clock, steps
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of


def report(
    context: typer.Context,
    population: Annotated[
        str | None, typer.Option(help="Which roles it is about: ml (default), all, or one role such as data-scientist.")
    ] = None,
) -> None:
    """Write the market report of the published warehouse as HTML and Markdown."""
    session = session_of(context)
    with run_lock(session.workspace, "report", clock.now()):
        files, lines = steps.write_report(session, clock.run_id(), population)
    steps.print_report(files, lines, reports=session.workspace.reports)
