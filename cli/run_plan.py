"""The steps of a whole run: which are asked for, what each reads, and whether its work is already done."""

from collections.abc import Callable
from dataclasses import dataclass

from skilldemand.cli import ledger, steps
from skilldemand.cli.errors import UsageError
from skilldemand.cli.session import Session

NAMES = ("crawl", "extract", "build", "report", "publish")
"""Every step of a run, in order; build includes the checks and replaces the published warehouse."""


def chosen(only: list[str], skip: list[str], *, crawls: bool) -> tuple[str, ...]:
    """Return the steps of a run; raises UsageError for a name that is no step, or when nothing is left."""
    for option, names in (("--only", only), ("--skip", skip)):
        for name in names:
            if name not in NAMES:
                raise UsageError(f"{option} {name!r}: expected one of {', '.join(NAMES)}.")
    asked = tuple(name for name in NAMES if (not only or name in only) and name not in skip)
    if not crawls and "crawl" not in only:
        asked = tuple(name for name in asked if name != "crawl")
    if not asked:
        raise UsageError("run: --only and --skip leave no step to do. Leave one of them out.")
    return asked


def crawls(session: Session) -> bool:
    """Return whether runs here begin with a crawl: as the settings say, else when this workspace has crawled before."""
    if session.settings.crawl is not None:
        return session.settings.crawl
    return any(line["step"] == "crawl" and line["status"] == "ok" for line in ledger.read(session.workspace))


@dataclass(frozen=True)
class Work:
    """A step that depends on files alone."""

    inputs: Callable[[], str]
    stands: Callable[[], bool]
    """Whether the step's output is there."""


def work(session: Session, period: steps.Period) -> dict[str, Work]:
    """Return what extract, build and report read and leave; a crawl reads the world and is always done."""
    from skilldemand.analysis.publish import PUBLISHED
    from skilldemand.nlp.batch import mentions_folder

    workspace = session.workspace
    return {
        "extract": Work(
            lambda: steps.extract_inputs(session),
            (mentions_folder(workspace.mentions) / "skills.jsonl").is_file,
        ),
        "build": Work(lambda: steps.build_inputs(session, period), (workspace.warehouse / PUBLISHED).is_file),
        "report": Work(
            lambda: steps.report_inputs(session, session.settings.population),
            (workspace.reports / "latest" / "manifest.json").is_file,
        ),
    }


def is_done(session: Session, name: str, work: Work) -> str | None:
    """Return the fingerprint under which the step was done and would be done again, None when there is work."""
    last = ledger.last_done(ledger.read(session.workspace)).get(name)
    if last is None or not work.stands():
        return None
    inputs = work.inputs()
    return inputs if last.get("inputs") == inputs else None
