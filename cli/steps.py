"""The steps of the pipeline as commands run them: progress shown, ledger kept, one way for all callers."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from skilldemand.cli import clock, console, crawl_display, fingerprint, ledger
from skilldemand.cli.errors import UsageError
from skilldemand.cli.kinds import require_real
from skilldemand.cli.session import Session, skilldemand_version

if TYPE_CHECKING:
    from datetime import date

    from skilldemand.analysis.warehouse import BuildSummary
    from skilldemand.crawler.crawl import CrawlRequest, Health
    from skilldemand.nlp.batch import ExtractSummary
    from skilldemand.reports.market_report import ReportFiles

Period = tuple["date | None", "date | None"]
WHOLE: Period = (None, None)

DISCOVERED = "discovered.yml"
"""Where a report looks for the output of `skilldemand discover --output`, in the workspace."""


def crawl_boards(session: Session, request: "CrawlRequest") -> "Health":
    """Crawl what the request says, show it, and return how it went; raises KeyboardInterrupt when it was stopped.

    What a stopped crawl had read is stored.
    """
    from skilldemand.crawler.crawl import crawl, health_of
    from skilldemand.crawler.plan import make_plan

    if not request.sample:
        require_real(session.workspace)
    plan = make_plan(request)
    with (
        ledger.step(session.workspace, request.run_id, "crawl") as counts,
        crawl_display.progress(plan) as hear,
    ):
        (summary,) = crawl([request], hear)
        health = health_of(summary)
        for name in ("listed", "kept", "new", "changed", "closed"):
            counts[name] = sum(getattr(source, name) for source in summary.sources)
        counts.update(health=health, stopped=summary.stopped, sources=crawl_display.by_source(summary))
    crawl_display.print_summary(summary)
    if summary.stopped:
        raise KeyboardInterrupt
    return health


def extract_inputs(session: Session) -> str:
    """Return the fingerprint of what extract reads: the texts and the reader."""
    from skilldemand.nlp.batch import reader_version

    return fingerprint.joined(reader_version(), fingerprint.of_landing(session.workspace.landing))


def extract_landing(session: Session, run_id: str) -> "ExtractSummary":
    """Read every text of the landing that this version of the reader has not read yet; raises UsageError when empty."""
    from skilldemand.nlp.batch import extract_landing as read_landing

    workspace = session.workspace
    workspace.must_hold(workspace.landing, "import FILE", "crawl")
    with ledger.step(workspace, run_id, "extract") as counts, console.progress("Reading postings") as advance:
        counts["inputs"] = extract_inputs(session)
        summary = read_landing(
            workspace.landing, workspace.mentions, jobs=session.settings.workers(), on_progress=advance
        )
        counts.update(texts=summary.texts, read=summary.read, reader=summary.version)
        if summary.texts == 0:
            raise UsageError(
                f"{workspace.landing}: no posting in any complete run. What an import refused stands with its "
                "reason in rejected.jsonl beside it; import another file, or crawl."
            )
    return summary


def build_inputs(session: Session, period: Period = WHOLE) -> str:
    """Return the fingerprint of what build reads: landing, mentions, the SQL, and the period that is asked for."""
    from skilldemand.nlp.batch import mentions_folder

    workspace = session.workspace
    return fingerprint.joined(
        fingerprint.of_landing(workspace.landing),
        fingerprint.of_folder(mentions_folder(workspace.mentions)),
        fingerprint.of_package("skilldemand.analysis"),
        skilldemand_version(),
        *period,
    )


def build_warehouse(session: Session, run_id: str, period: Period = WHOLE) -> "BuildSummary":
    """Build, check and publish the warehouse from landing and mentions; the period bounds the openings that count."""
    from skilldemand.analysis.warehouse import build
    from skilldemand.nlp.batch import mentions_folder

    workspace = session.workspace
    workspace.must_hold(workspace.landing, "import FILE", "crawl")
    folder = mentions_folder(workspace.mentions)
    workspace.must_hold(folder, "extract")
    with ledger.step(workspace, run_id, "build") as counts, console.status("Building the warehouse") as on_step:
        counts["inputs"] = build_inputs(session, period)
        summary = build(
            workspace.landing,
            folder,
            workspace.warehouse,
            skilldemand_version=skilldemand_version(),
            now=clock.now(),
            from_date=period[0],
            to_date=period[1],
            ledger=workspace.ledger,
            memory_limit=session.settings.memory_limit,
            threads=session.settings.workers(),
            on_step=on_step,
        )
        counts.update(postings=summary.postings, vacancies=summary.vacancies, employers=summary.employers)
    return summary


def report_inputs(session: Session, population: str) -> str:
    """Return the fingerprint of what a report is made of: the published file, the pages' code, the population."""
    from skilldemand.analysis.publish import PUBLISHED

    published = session.workspace.warehouse / PUBLISHED
    told = fingerprint.of_file(published) if published.is_file() else "nothing published"
    return fingerprint.joined(told, fingerprint.of_package("skilldemand.reports"), skilldemand_version(), population)


def write_report(
    session: Session, run_id: str, population: str | None = None, *, pdf: bool = False
) -> "tuple[ReportFiles, list[str]]":
    """Write the report of the published warehouse, point `latest` at it, and return it with its summary lines.

    The feed beside the reports gets its entry.
    """
    from skilldemand.analysis.warehouse import open_published
    from skilldemand.reports.feed import write_feed
    from skilldemand.reports.market_report import summary_lines, write_report

    workspace = session.workspace
    chosen = population or session.settings.population
    with ledger.step(workspace, run_id, "report") as counts, console.status("Writing the report"):
        counts["inputs"] = report_inputs(session, chosen)
        connection = open_published(workspace.warehouse)
        try:
            files = write_report(
                connection,
                workspace.reports / run_id,
                population=chosen,
                generated_at=clock.now(),
                skilldemand_version=skilldemand_version(),
                run_id=run_id,
                pdf=pdf,
                previous=workspace.reports,
                discovered=workspace.root / DISCOVERED,
            )
            lines = summary_lines(connection, chosen)
        finally:
            connection.close()
        _point_latest(workspace.reports, run_id)
        write_feed(workspace.reports)
        counts.update(population=chosen)
    return files, lines


def _point_latest(reports: Path, run_id: str) -> None:
    """Make reports/latest a link to the run's folder in one atomic step."""
    fresh = reports / f".latest-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(run_id, target_is_directory=True)
    fresh.replace(reports / "latest")


def keep_publication(session: Session, run_id: str) -> None:
    """Keep the published warehouse under the run's name as well, so that a later build does not end it.

    A hard link costs no space; `skilldemand gc` clears up.
    """
    from skilldemand.analysis.publish import PUBLISHED

    workspace = session.workspace
    with ledger.step(workspace, run_id, "publish") as counts:
        published = workspace.warehouse / PUBLISHED
        workspace.publications.mkdir(parents=True, exist_ok=True)
        kept = workspace.publications / f"{run_id}.duckdb"
        last = max(workspace.publications.glob("*.duckdb"), default=None)
        if last is not None and last.samefile(published):
            kept = last
        elif not kept.exists():
            kept.hardlink_to(published)
        counts["publication"] = kept.name


def print_report(files: "ReportFiles", lines: list[str], *, reports: Path) -> None:
    """Print the summary of a report and where it is."""
    for line in lines:
        console.out.print(console.escape(line))
    console.out.print()
    console.out.print(f"[bold]Report[/]  {console.escape(str(reports / 'latest' / files.html.name))}")
