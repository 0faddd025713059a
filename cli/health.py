"""What is known of a workspace's health: last successes, age, sources, disk. Gathered once, shown in three forms."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from skilldemand.cli import clock, ledger
from skilldemand.cli.session import Session
from skilldemand.cli.workspace import Workspace

STEPS = ("import", "crawl", "extract", "build", "report", "publish")
STALE_AFTER = 2
"""Data older than so many cadences are stale (method of the report's banner as well)."""


class StepHealth(msgspec.Struct, frozen=True):
    """The last success of a step."""

    step: str
    succeeded_at: str | None
    age_days: float | None
    counts: dict[str, Any] = {}


class SourceHealth(msgspec.Struct, frozen=True):
    """A source in the published warehouse."""

    source: str
    last_visit_at: str | None
    boards: int
    failing: int
    """Boards whose last visit failed, was refused or found nothing there."""
    quarantined: bool
    reason: str | None


class WorkspaceHealth(msgspec.Struct, frozen=True):
    """Everything `skilldemand status` tells."""

    workspace: str
    steps: list[StepHealth]
    last_run: dict[str, Any] | None
    """Id, status and exit code of the last `skilldemand run`."""
    age_days: float | None
    """Since the last build that succeeded or found nothing new; None when nothing was ever built."""
    allowed_days: float
    stale: bool
    sources: list[SourceHealth]
    disk_bytes: dict[str, int]
    """Bytes by folder of the workspace."""
    landing_runs: int
    reader_versions: int


def gather(session: Session, max_age: float | None = None) -> WorkspaceHealth:
    """Return the health of a workspace; `max_age` in days replaces twice the cadence of the settings."""
    workspace = session.workspace
    lines = ledger.read(workspace)
    done = ledger.last_done(lines)
    worked = {line["step"]: line for line in lines if line["status"] == "ok"}
    runs = [line for line in lines if line["step"] == "run"]
    allowed = max_age if max_age is not None else STALE_AFTER * session.settings.cadence_days
    age = _age(done["build"]) if "build" in done else None
    return WorkspaceHealth(
        workspace=str(workspace.root),
        steps=[_step(name, done.get(name), worked.get(name)) for name in STEPS],
        last_run={key: runs[-1].get(key) for key in ("run_id", "status", "exit_code", "warnings")} if runs else None,
        age_days=age,
        allowed_days=allowed,
        stale=age is None or age > allowed,
        sources=_sources(workspace),
        disk_bytes={name: size_of(workspace.root / name) for name in ("landing", "mentions", "warehouse", "reports")},
        landing_runs=len(list(workspace.landing.glob("*/*/boards.jsonl.gz"))),
        reader_versions=len([folder for folder in workspace.mentions.glob("*") if folder.is_dir()]),
    )


def size_of(folder: Path) -> int:
    """Return the bytes of all files under a folder; hard links count once, 0 where there is no such folder."""
    seen = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            facts = path.stat()
            seen[facts.st_dev, facts.st_ino] = facts.st_size
    return sum(seen.values())


def _age(line: ledger.Line) -> float:
    ended = datetime.fromisoformat(line["started_at"])
    return (clock.now() - ended).total_seconds() / 86400


def _step(name: str, line: ledger.Line | None, worked: ledger.Line | None) -> StepHealth:
    """Return the step's health: the time of its last success, the counts of the last one that had work to do."""
    if line is None or worked is None:
        return StepHealth(name, None, None)
    counts = {key: value for key, value in worked.items() if key not in ledger.HELD and not isinstance(value, dict)}
    return StepHealth(name, line["started_at"], _age(line), counts)


def _sources(workspace: Workspace) -> list[SourceHealth]:
    import duckdb

    from skilldemand.analysis.errors import AnalysisError
    from skilldemand.analysis.publish import open_published

    query = """
        SELECT source, last_visit_at::VARCHAR, boards, dead + blocked + error, quarantined, reason
        FROM marts.source_quality WHERE source <> 'import' ORDER BY source
    """
    try:
        with open_published(workspace.warehouse) as connection:
            return [SourceHealth(*row) for row in connection.execute(query).fetchall()]
    except (AnalysisError, duckdb.Error):  # nothing published yet, or by a version without this table
        return []
