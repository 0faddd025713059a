"""What of a workspace may go, and why; nothing is removed here."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from skilldemand.cli import clock
from skilldemand.cli.session import Session
from skilldemand.cli.settings import Keep
from skilldemand.cli.workspace import Workspace

_NO_MONTH_END = "and not the last of one of the last {} months"


class Item(NamedTuple):
    """A file or folder that may go."""

    path: Path
    why: str


def garbage(session: Session) -> list[Item]:
    """Return everything that the retention settings let go. The workspace must be locked.

    The published file, the publication and the report it belongs to, the present reader's mentions, and every crawl
    run with a posting that is still listed are never among it.
    """
    workspace, keep = session.workspace, session.settings.keep
    return [
        *_landing(workspace, keep),
        *_leftovers(workspace),
        *_publications(workspace, keep),
        *_reports(workspace, keep),
        *_mentions(workspace, keep),
    ]


def _landing(workspace: Workspace, keep: Keep) -> Iterator[Item]:
    from skilldemand.crawler.retention import removable_runs

    for run in removable_runs(workspace.landing, clock.now() - timedelta(days=keep.landing_days)):
        yield Item(run, f"crawl run older than {keep.landing_days} days, none of its postings is still listed")


def _leftovers(workspace: Workspace) -> Iterator[Item]:
    for run in sorted(path for path in workspace.landing.glob("*/*/") if not (path / "boards.jsonl.gz").is_file()):
        yield Item(run, "left behind by a crawl that was killed")
    for folder in (workspace.mentions, workspace.reports):
        for path in sorted(folder.rglob(".*.tmp")):
            yield Item(path, "left behind by a command that was killed")


def _publications(workspace: Workspace, keep: Keep) -> Iterator[Item]:
    kept = sorted(workspace.publications.glob("*.duckdb"))
    for path in _past(kept, keep.publications, keep.months):
        yield Item(path, f"publication beyond the last {keep.publications}, {_NO_MONTH_END.format(keep.months)}")


def _reports(workspace: Workspace, keep: Keep) -> Iterator[Item]:
    if not keep.reports:
        return
    latest = workspace.reports / "latest"
    shown = latest.resolve() if latest.exists() else None
    folders = sorted(path for path in workspace.reports.iterdir() if path.is_dir() and not path.is_symlink())
    for path in _past(folders, keep.reports, keep.months):
        if path.resolve() != shown:
            yield Item(path, f"report beyond the last {keep.reports}, {_NO_MONTH_END.format(keep.months)}")


def _mentions(workspace: Workspace, keep: Keep) -> Iterator[Item]:
    from skilldemand.nlp.batch import mentions_folder

    present = mentions_folder(workspace.mentions)
    if not present.is_dir():
        return
    older = [path for path in workspace.mentions.glob("*") if path.is_dir() and path != present]
    older.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in older[keep.readers - 1 :]:
        yield Item(path, f"mentions of a reader before the last {keep.readers}")


def _past(paths: list[Path], count: int, months: int) -> list[Path]:
    """Return the paths, named by time, that are not among the last `count` nor the last of one of so many months."""
    ends = {path.name[:6]: path for path in paths}
    kept = set(list(ends.values())[-months:])
    return [path for path in paths[:-count] if path not in kept]
