"""What `skilldemand doctor` looks at. Each look returns what it found, and what to do where that is not well."""

import os
import shutil
import stat
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Literal

import msgspec

from skilldemand.cli import clock, ledger
from skilldemand.cli.errors import LockHeldError, UsageError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import Session
from skilldemand.cli.trust import require_no_way_out

PACKAGES = ("scrapy", "spacy", "pandas", "duckdb", "matplotlib", "pyarrow")
LITTLE = 2e9
"""Bytes of free disk below which a build may not fit."""
WRITABLE_BY_ALL = stat.S_IWOTH
NAMED = 3


class Finding(msgspec.Struct, frozen=True):
    """What one look found."""

    what: str
    state: Literal["ok", "warning", "fault"]
    found: str
    remedy: str = ""


def examine(session: Session) -> list[Finding]:
    """Return the findings, in the order in which a person would mend them."""
    looks: tuple[Callable[[Session], Finding], ...] = (
        _python,
        _packages,
        _reader,
        _workspace,
        _settings,
        _permissions,
        _disk,
        _clock,
        _lock,
        _landing,
        _published,
    )
    return [look(session) for look in looks]


def _python(_session: Session) -> Finding:
    return Finding("python", "ok", sys.version.split()[0])


def _packages(_session: Session) -> Finding:
    missing = [name for name in PACKAGES if not _version(name)]
    if missing:
        return Finding("packages", "fault", f"missing: {', '.join(missing)}", "Install skilldemand again.")
    return Finding("packages", "ok", ", ".join(f"{name} {_version(name)}" for name in PACKAGES))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _reader(_session: Session) -> Finding:
    from skilldemand.nlp import compiled
    from skilldemand.nlp.batch import reader_version
    from skilldemand.nlp.reader import Reader

    found = {mention.skill_id for mention in Reader().read("Requirements: Python and PyTorch.").mentions}
    if not {"python", "pytorch"} <= found:
        return Finding("reader", "fault", f"finds {sorted(found)} in a trial", "Install skilldemand again.")
    runs = "compiled" if compiled.in_use() else "as plain Python"
    return Finding("reader", "ok", f"version {reader_version()}, runs {runs}")


def _workspace(session: Session) -> Finding:
    root = session.workspace.root
    if not root.exists():
        return Finding(
            "workspace", "warning", f"{root} is not there yet", "Run `skilldemand demo`, `crawl` or `import`."
        )
    if not root.is_dir() or not os.access(root, os.W_OK | os.X_OK):
        return Finding("workspace", "fault", f"{root} cannot be written", "Mend its permissions, or name another.")
    try:
        require_no_way_out(root)
    except UsageError as error:
        return Finding("workspace", "fault", str(error), "Remove the link.")
    return Finding("workspace", "ok", str(root.resolve()))


def _settings(session: Session) -> Finding:
    try:
        settings = session.settings
    except UsageError as error:
        return Finding("settings", "fault", str(error), "Mend the file.")
    path = session.workspace.settings_file
    told = f"{path.name} is valid" if path.is_file() else "all defaults"
    return Finding("settings", "ok", f"{told}: a run every {settings.cadence_days:g} days")


def _permissions(session: Session) -> Finding:
    root = session.workspace.root
    wide = [path for path in (root, *root.rglob("*")) if not path.is_symlink() and _is_open_to_all(path)]
    if wide:
        told = ", ".join(str(path) for path in wide[:NAMED])
        return Finding(
            "permissions",
            "fault",
            f"{len(wide)} files may be changed by every user of the machine: {told}",
            f"chmod -R o-w {root}",
        )
    return Finding("permissions", "ok", "no file may be changed by every user of the machine")


def _is_open_to_all(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & WRITABLE_BY_ALL)


def _disk(session: Session) -> Finding:
    root = session.workspace.root.resolve()
    place = next(path for path in (root, *root.parents) if path.exists())
    free = shutil.disk_usage(place).free
    found = f"{free / 1e9:.1f} GB free"
    if free < LITTLE:
        return Finding("disk", "warning", found, "Free some space: `skilldemand gc --dry-run` shows what may go.")
    return Finding("disk", "ok", found)


def _clock(session: Session) -> Finding:
    now = clock.now()
    fault = ledger.clock_fault(ledger.read(session.workspace), now)
    if fault is not None:
        return Finding("clock", "fault", fault, "Set the machine's clock; run nothing before, or dates get wrong.")
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _lock(session: Session) -> Finding:
    if not session.workspace.state.is_dir():
        return Finding("lock", "ok", "free")
    try:
        with run_lock(session.workspace, "doctor", clock.now()):
            return Finding("lock", "ok", "free")
    except UsageError:
        return Finding("lock", "warning", "not tried, because a link leads out", "See workspace.")
    except LockHeldError as error:
        return Finding("lock", "warning", str(error), "Wait for it to end.")


def _landing(session: Session) -> Finding:
    folders = list(session.workspace.landing.glob("*/*/"))
    cut = [path for path in folders if not (path / "boards.jsonl.gz").is_file()]
    if cut:
        return Finding("landing", "warning", f"{len(cut)} runs were cut short", "Run `skilldemand gc`.")
    return Finding("landing", "ok", f"{len(folders)} complete runs")


def _published(session: Session) -> Finding:
    import duckdb

    from skilldemand.analysis.errors import AnalysisError
    from skilldemand.analysis.publish import PUBLISHED, open_published

    try:
        with open_published(session.workspace.warehouse) as connection:
            row = connection.execute("SELECT built_at, schema_version FROM meta.run").fetchone()
    except (AnalysisError, duckdb.Error) as error:
        if not (session.workspace.warehouse / PUBLISHED).exists():
            return Finding("warehouse", "warning", "nothing is published yet", "Run `skilldemand run`.")
        return Finding("warehouse", "fault", str(error), "Run `skilldemand build`.")
    assert row is not None
    return Finding("warehouse", "ok", f"built {row[0]:%Y-%m-%d %H:%M} UTC, schema {row[1]}")
