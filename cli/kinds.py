"""Invented and real postings never share a workspace, so that no number mixes them."""

from skilldemand.cli.errors import UsageError
from skilldemand.cli.workspace import Workspace


def require_real(workspace: Workspace) -> None:
    """Raise UsageError when the workspace holds the demo's invented postings."""
    if _is_sample(workspace) is True:
        raise UsageError(
            f"{workspace.root}: holds the invented postings of `skilldemand demo`; real ones would mix with them. "
            "Leave out --workspace, or name a new folder."
        )


def require_sample(workspace: Workspace) -> None:
    """Raise UsageError when the workspace holds real postings."""
    if _is_sample(workspace) is False:
        raise UsageError(
            f"{workspace.landing}: holds real postings; the demo would mix invented ones with them. "
            "Leave out --workspace, or name a new folder."
        )


def _is_sample(workspace: Workspace) -> bool | None:
    """Return what the first posting of the landing says of itself, None when there is none."""
    from skilldemand.crawler.landing import complete_runs, read_postings

    first = (next(read_postings(run), None) for run in complete_runs(workspace.landing))
    return next((posting.sample for posting in first if posting is not None), None)
