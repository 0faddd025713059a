"""`skilldemand merge`: bring the crawls of several machines into one workspace."""

from pathlib import Path
from typing import Annotated

import typer

from skilldemand.cli import clock, console, ledger
from skilldemand.cli.errors import UsageError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of
from skilldemand.cli.workspace import Workspace


def merge(
    context: typer.Context,
    workspaces: Annotated[
        list[Path], typer.Argument(metavar="WORKSPACE", help="Workspaces that crawled with --shard K/N.")
    ],
) -> None:
    """Copy what other workspaces crawled or imported into this one; `run` then reads it. Merging twice changes nothing.

    Each machine keeps its own memory of its boards, so each goes on crawling its own part.
    """
    from skilldemand.crawler.merging import merge_landing

    session = session_of(context)
    for path in workspaces:
        if not Workspace(path).landing.is_dir():
            raise UsageError(f"{path}: holds no landing folder. Name a workspace that crawled or imported something.")
        if path.resolve() == session.workspace.root.resolve():
            raise UsageError(f"{path}: is the workspace to merge into. Name the other ones.")
    with run_lock(session.workspace, "merge", clock.now()):
        for path in workspaces:
            with ledger.step(session.workspace, clock.run_id(), "merge") as counts:
                merged = merge_landing(Workspace(path).landing, session.workspace.landing)
                counts.update(copied=merged.copied, there=merged.there)
            console.out.print(
                f"{console.escape(str(path))}: {merged.copied} runs copied, {merged.there} stood here already."
            )
