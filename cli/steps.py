"""The steps of the pipeline as commands run them: progress shown, ledger kept, one way for all callers."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from skilldemand.cli import clock, console, crawl_display, ledger
from skilldemand.cli.session import Session, skilldemand_version

if TYPE_CHECKING:
    from datetime import date

    from skilldemand.analysis.warehouse import BuildSummary
    from skilldemand.crawler.crawl import CrawlRequest, Health
    from skilldemand.nlp.batch import ExtractSummary
    from skilldemand.reports.market_report import ReportFiles


def crawl_boards(session: Session, request: "CrawlRequest") -> "Health":
    """Crawl what the request says, show it, and return how it went; raises KeyboardInterrupt when it was stopped.

    What a stopped crawl had read is stored.
    """
    from skilldemand.crawler.crawl import crawl, health_of
    from skilldemand.crawler.plan import make_plan

    plan = make_plan(request)
    with (
        ledger.step(session.workspace, request.run_id, "crawl") as counts,
        crawl_display.progress(plan) as hear,
    ):
        (summary,) = crawl([request], hear)
        health = health_of(summary)
        for name in ("listed", "kept", "new", "changed", "closed"):
            counts[name] = sum(getattr(source, name) for source in summary.sources)
        counts.update(health=health, stopped=summary.stopped)
    crawl_display.print_summary(summary)
    if summary.stopped:
        raise KeyboardInterrupt
    return health


def extract_landing(session: Session, run_id: str) -> "ExtractSummary":
    """Read every text of the landing that this version of the reader has not read yet."""
    from skilldemand.nlp.batch import extract_landing as read_landing

    workspace = session.workspace
    workspace.must_hold(workspace.landing, "import FILE")
    with ledger.step(workspace, run_id, "extract") as counts, console.progress("Reading postings") as advance:
        summary = read_landing(
            workspace.landing, workspace.mentions, jobs=session.settings.workers(), on_progress=advance
        )
        counts.update(texts=summary.texts, read=summary.read, version=summary.version)
    return summary


def build_warehouse(
    session: Session, run_id: str, *, from_date: "date | None" = None, to_date: "date | None" = None
) -> "BuildSummary":
    """Build, check and publish the warehouse from landing and mentions."""
    from skilldemand.analysis.warehouse import build
    from skilldemand.nlp.batch import mentions_folder

    workspace = session.workspace
    workspace.must_hold(workspace.landing, "import FILE")
    folder = mentions_folder(workspace.mentions)
    workspace.must_hold(folder, "extract")
    with ledger.step(workspace, run_id, "build") as counts, console.status("Building the warehouse") as on_step:
        summary = build(
            workspace.landing,
            folder,
            workspace.warehouse,
            skilldemand_version=skilldemand_version(),
            now=clock.now(),
            from_date=from_date,
            to_date=to_date,
            memory_limit=session.settings.memory_limit,
            threads=session.settings.workers(),
            on_step=on_step,
        )
        counts.update(postings=summary.postings, vacancies=summary.vacancies)
    return summary


def write_report(session: Session, run_id: str, population: str | None = None) -> "tuple[ReportFiles, list[str]]":
    """Write the report of the published warehouse, point `latest` at it, and return it with its summary lines."""
    from skilldemand.analysis.warehouse import open_published
    from skilldemand.reports.market_report import summary_lines, write_report

    workspace = session.workspace
    chosen = population or session.settings.population
    with ledger.step(workspace, run_id, "report") as counts, console.status("Writing the report"):
        connection = open_published(workspace.warehouse)
        try:
            files = write_report(
                connection,
                workspace.reports / run_id,
                population=chosen,
                generated_at=clock.now(),
                skilldemand_version=skilldemand_version(),
            )
            lines = summary_lines(connection, chosen)
        finally:
            connection.close()
        _point_latest(workspace.reports, run_id)
        counts.update(population=chosen)
    return files, lines


def _point_latest(reports: Path, run_id: str) -> None:
    """Make reports/latest a link to the run's folder in one atomic step."""
    fresh = reports / f".latest-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(run_id, target_is_directory=True)
    fresh.replace(reports / "latest")


def print_report(files: "ReportFiles", lines: list[str], *, reports: Path) -> None:
    """Print the summary of a report and where it is."""
    for line in lines:
        console.out.print(console.escape(line))
    console.out.print()
    console.out.print(f"[bold]Report[/]  {console.escape(str(reports / 'latest' / files.html.name))}")
