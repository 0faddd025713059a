"""`skilldemand demo`: the whole pipeline on an invented market, crawled from a server in this process, no network."""

import datetime as dt
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

from skilldemand.cli import clock, console, ledger, steps
from skilldemand.cli.errors import LoopbackError
from skilldemand.cli.kinds import require_sample
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session, session_of

if TYPE_CHECKING:
    from skilldemand.crawler.crawl import SourceSummary

RUNS = tuple(dt.date(2026, month + 1, 1) - dt.timedelta(days=1) for month in range(3, 11))
"""The simulated runs: the last day of each month from March to October 2026."""


def demo(context: typer.Context) -> None:
    """Crawl an invented market over eight months and report on it: about half a minute, no network.

    It works in ./demo-workspace unless --workspace names another folder, and refuses a folder with real postings.
    """
    session = session_of(context)
    require_sample(session.workspace)
    with run_lock(session.workspace, "demo", clock.now()):
        run_id = clock.run_id()
        _crawl_sample(session, run_id)
        steps.extract_landing(session, run_id)
        steps.build_warehouse(session, run_id)
        files, lines = steps.write_report(session, run_id)
    console.out.print()
    steps.print_report(files, lines, reports=session.workspace.reports)
    console.out.print(
        f"[dim]Next    skilldemand --workspace {console.escape(str(session.workspace.root))} sql "
        '"from marts.skill_demand limit 5"[/]'
    )


def _crawl_sample(session: Session, run_id: str) -> None:
    from skilldemand.crawler.crawl import CrawlRequest, RunSummary, crawl
    from skilldemand.crawler.embedded.boards import write_registry
    from skilldemand.crawler.embedded.server import EmbeddedServer

    workspace = session.workspace
    with (
        ledger.step(workspace, run_id, "crawl") as counts,
        tempfile.TemporaryDirectory() as registry,
        EmbeddedServer() as server,
        console.status("Crawling the invented market") as show,
    ):
        _require_loopback(server.address)
        write_registry(Path(registry))
        requests = [
            CrawlRequest(
                landing=str(workspace.landing),
                state=str(workspace.state),
                run_id=f"{day:%Y%m%d}T060000Z",
                now=f"{day}T06:00:00+00:00",
                rehost=server.at(day),
                registry=registry,
                pace_scale=0.001,
                months=1 if day == RUNS[0] else 2,  # the invented Hacker News begins with the first run
                resume=True,  # a second demo in the same folder has nothing left to do
                sample=True,
            )
            for day in RUNS
        ]
        summaries = crawl(requests, lambda event: show(event.run_id[:8]) if isinstance(event, RunSummary) else None)
        counts.update(runs=len(summaries), sample=True)
    for day, summary in zip(RUNS, summaries, strict=False):  # fewer when the crawl was told to stop
        _print_run(day, summary.sources)
    if summaries[-1].stopped:
        raise KeyboardInterrupt


def _require_loopback(address: str) -> None:
    """Raise LoopbackError unless the server answers: else every board would end as an error of its own."""
    parts = urlsplit(address)
    try:
        socket.create_connection((str(parts.hostname), parts.port or 80), timeout=10).close()
    except OSError as error:
        raise LoopbackError(
            f"{address}: no connection ({error.strerror or error}). The demo needs no network, but it crawls a server "
            "that it starts on this machine. Bring the loopback interface up (ip link set lo up) and run it again."
        ) from error


def _print_run(day: dt.date, sources: "list[SourceSummary]") -> None:
    boards: dict[str, int] = {}
    for source in sources:
        for status, count in source.boards.items():
            boards[status] = boards.get(status, 0) + count
    new, changed, closed = (sum(getattr(source, name) for source in sources) for name in ("new", "changed", "closed"))
    seen = ", ".join(f"{count} {status}" for status, count in sorted(boards.items())) or "already crawled"
    console.out.print(
        f"[dim]{day}  {len(sources)} sources, boards: {seen};[/] {new} new, {changed} changed, {closed} closed"
    )
