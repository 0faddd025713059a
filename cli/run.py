"""`skilldemand run`: everything after collecting, in one locked and ledgered run."""

import typer

from skilldemand.cli import clock, console, steps
from skilldemand.cli.build import print_accounting
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of


def run(context: typer.Context) -> None:
    """Read what is new, build and check the warehouse, publish it, write the report.

    When a check fails nothing is published, the previous report stays, and the exit code is 4.
    """
    session = session_of(context)
    with run_lock(session.workspace, "run", clock.now()):
        run_id = clock.run_id()
        steps.extract_landing(session, run_id)
        summary = steps.build_warehouse(session, run_id)
        files, lines = steps.write_report(session, run_id)
    print_accounting(summary)
    console.out.print()
    steps.print_report(files, lines, reports=session.workspace.reports)
