"""`skilldemand report`: warehouse to pages."""

from typing import Annotated

import typer

from skilldemand.cli import clock, report_diff, steps
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of

app = typer.Typer(invoke_without_command=True)
app.command("diff")(report_diff.diff)


@app.callback()
def report(
    context: typer.Context,
    population: Annotated[
        str | None, typer.Option(help="Which roles it is about: ml (default), all, or one role such as data-scientist.")
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also as report.pdf; needs `pip install 'skilldemand\\[pdf]'`.")
    ] = False,
) -> None:
    """Write the market report of the published warehouse: pages, Markdown, tables, feed. `report diff` compares two."""
    if context.invoked_subcommand:
        return
    session = session_of(context)
    with run_lock(session.workspace, "report", clock.now()):
        files, lines = steps.write_report(session, clock.run_id(), population, pdf=pdf)
    steps.print_report(files, lines, reports=session.workspace.reports)
