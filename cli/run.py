"""`skilldemand run`: the whole pipeline in one locked and ledgered run."""

from typing import Annotated

import typer

from skilldemand.cli import clock, console, ledger, steps
from skilldemand.cli.build import print_accounting
from skilldemand.cli.crawl_setup import crawl_request
from skilldemand.cli.errors import EXIT_NO_SOURCE, EXIT_WARNINGS
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session, session_of


def run(
    context: typer.Context,
    no_crawl: Annotated[bool, typer.Option("--no-crawl", help="Leave the crawl out.")] = False,
) -> None:
    """Crawl where this workspace crawls, read what is new, build and check the warehouse, publish it, write the report.

    Exit codes: 3 published although some boards failed, 4 a check failed (nothing is published, the previous report
    stays), 5 every source failed.
    """
    session = session_of(context)
    health = "ok"
    with run_lock(session.workspace, "run", clock.now()):
        run_id = clock.run_id()
        if not no_crawl and crawls(session):
            health = steps.crawl_boards(session, crawl_request(session, run_id))
            if health == "failed":
                raise typer.Exit(EXIT_NO_SOURCE)
        steps.extract_landing(session, run_id)
        summary = steps.build_warehouse(session, run_id)
        files, lines = steps.write_report(session, run_id)
    print_accounting(summary)
    console.out.print()
    steps.print_report(files, lines, reports=session.workspace.reports)
    if health == "warnings":
        raise typer.Exit(EXIT_WARNINGS)


def crawls(session: Session) -> bool:
    """Return whether runs here begin with a crawl: as the settings say, else when this workspace has crawled before."""
    if session.settings.crawl is not None:
        return session.settings.crawl
    return any(line["step"] == "crawl" and line["status"] == "ok" for line in ledger.read(session.workspace))
