"""`skilldemand run`: the whole pipeline in one locked, ledgered run that can be repeated and taken up again."""

from datetime import datetime
from typing import Annotated, Any

import typer

from skilldemand.cli import clock, console, ledger, run_plan, steps
from skilldemand.cli.build import DATE, print_accounting
from skilldemand.cli.crawl_setup import crawl_request, fresh_run_id
from skilldemand.cli.errors import (
    EXIT_ERROR,
    EXIT_INTERRUPTED,
    EXIT_NO_SOURCE,
    EXIT_OK,
    EXIT_WARNINGS,
    ClockError,
    UsageError,
    exit_code_of,
)
from skilldemand.cli.lock import run_lock
from skilldemand.cli.notify import notify
from skilldemand.cli.quarantine import quarantined
from skilldemand.cli.run_log import Format, RunLog
from skilldemand.cli.session import Session, session_of


def run(
    context: typer.Context,
    no_crawl: Annotated[
        bool, typer.Option("--no-crawl", help="Leave the crawl out; the same as --skip crawl.")
    ] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="STEP", help="Only this step; several times.")
    ] = None,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="STEP", help="Not this step; several times.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=DATE, help="Leave out postings that opened before this day.")
    ] = None,
    log_format: Annotated[
        str,
        typer.Option(
            "--log-format",
            metavar="text|json",
            help="How progress is told; json prints one object a step and no tables.",
        ),
    ] = "text",
) -> None:
    """Crawl where this workspace crawls, read what is new, build and check the warehouse, write the report, publish.

    A step whose inputs did not change is skipped; a run that was killed is taken up where it stopped. Steps: crawl,
    extract, build, report, publish. Exit codes: 3 published with warnings, 4 a check failed (nothing is published, the
    previous report stays), 5 every source failed, 75 another run works here.
    """
    session = session_of(context)
    if log_format not in {"text", "json"}:
        raise UsageError(f"--log-format {log_format!r}: expected text or json.")
    skipped = [*(skip or []), *(["crawl"] if no_crawl else [])]
    names = run_plan.chosen(only or [], skipped, crawls=run_plan.crawls(session))
    period = (since.date() if since else None, None)
    form: Format = "json" if log_format == "json" else "text"
    with run_lock(session.workspace, "run", clock.now()):
        _require_clock(session)
        with console.without_results(quiet=form == "json"):
            code = WholeRun(session, names, period, RunLog(form, names)).do()
    if code != EXIT_OK:
        raise typer.Exit(code)


def _require_clock(session: Session) -> None:
    """Raise ClockError when the clock was set back: what would be crawled now would seem older than what is stored."""
    fault = ledger.clock_fault(ledger.read(session.workspace), clock.now())
    if fault is not None:
        raise ClockError(
            f"{session.workspace.root}: {fault}. The clock was set back; set it right and run again. Nothing was done."
        )


class WholeRun:
    """One run: its steps in order, each told and ledgered, and how it ended."""

    def __init__(self, session: Session, names: tuple[str, ...], period: steps.Period, log: RunLog) -> None:
        self._session = session
        self._names = names
        self._period = period
        self._log = log
        cut = ledger.unfinished(ledger.read(session.workspace), clock.now())
        self._resumed = cut is not None
        self._run_id = cut or fresh_run_id(session)
        self._warnings: list[str] = []
        self._code = EXIT_OK

    def do(self) -> int:
        """Do the steps and return the exit code; an error is ledgered and told, then goes on to the caller."""
        started = clock.now()
        workspace = self._session.workspace
        before = quarantined(workspace)
        ledger.write(workspace, self._run_id, "run", "started", started, steps=self._names)
        self._log.begin(self._run_id, resumed=self._resumed)
        try:
            for name in self._names:
                if self._code == EXIT_NO_SOURCE:
                    break
                self._step(name)
        except KeyboardInterrupt:
            self._end("interrupted", EXIT_INTERRUPTED, started)
            raise
        except Exception as error:
            self._end("failed", exit_code_of(error) or EXIT_ERROR, started, error=str(error))
            raise
        after = quarantined(workspace)
        self._warnings += [f"{source} is quarantined: {reason}" for source, reason in sorted(after.items())]
        if self._warnings and self._code == EXIT_OK:
            self._code = EXIT_WARNINGS
        status = {EXIT_OK: "ok", EXIT_WARNINGS: "warnings"}.get(self._code, "failed")
        if fresh := {source: reason for source, reason in after.items() if source not in before}:
            self._warnings += notify(self._session, "quarantine", {"run_id": self._run_id, "quarantined": fresh})
        self._end(status, self._code, started)
        return self._code

    def _end(self, status: str, code: int, started: datetime, **more: Any) -> None:
        told: dict[str, Any] = {"exit_code": code, "warnings": self._warnings, **more}
        if status == "failed":
            self._warnings += notify(self._session, "failure", {"run_id": self._run_id, "status": status, **told})
        self._log.end(ledger.write(self._session.workspace, self._run_id, "run", status, started, **told))

    def _step(self, name: str) -> None:
        todo = run_plan.work(self._session, self._period).get(name)
        done = run_plan.is_done(self._session, name, todo) if todo is not None else None
        if done is not None:
            self._log.step(
                ledger.write(self._session.workspace, self._run_id, name, "unchanged", clock.now(), inputs=done)
            )
            return
        getattr(self, f"_{name}")()
        self._log.step(ledger.last_done(ledger.read(self._session.workspace))[name])

    def _crawl(self) -> None:
        if self._resumed and ledger.has_done(ledger.read(self._session.workspace), self._run_id, "crawl"):
            return
        request = crawl_request(self._session, self._run_id, resume=self._resumed)
        health = steps.crawl_boards(self._session, request)
        if health == "failed":
            self._code = EXIT_NO_SOURCE
            self._warnings.append("every source failed; nothing was built, the previous report stays")
        elif health == "warnings":
            self._warnings.append("some boards failed or a monitor warned; see the table of the crawl")

    def _extract(self) -> None:
        steps.extract_landing(self._session, self._run_id)

    def _build(self) -> None:
        print_accounting(steps.build_warehouse(self._session, self._run_id, self._period))
        console.out.print()

    def _report(self) -> None:
        files, lines = steps.write_report(self._session, self._run_id)
        steps.print_report(files, lines, reports=self._session.workspace.reports)

    def _publish(self) -> None:
        steps.keep_publication(self._session, self._run_id)
