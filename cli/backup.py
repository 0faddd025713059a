"""`skilldemand backup` and `restore`: a workspace in one verified file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from skilldemand.cli import archive, clock, console
from skilldemand.cli.errors import UsageError
from skilldemand.cli.lock import run_lock
from skilldemand.cli.session import session_of


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, such as backup.tar.")],
) -> None:
    """Write the whole workspace into one file and verify it; no run may work here meanwhile."""
    session = session_of(context)
    root = session.workspace.root
    if not root.is_dir():
        raise UsageError(f"{root}: there is no such workspace. Name another folder with --workspace.")
    if target.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"{target}: lies inside the workspace. Name a place outside of it, better on another disk.")
    with run_lock(session.workspace, "backup", clock.now()), console.progress("Packing") as advance:
        entries = archive.pack(root, target, advance)
    console.out.print(
        f"{console.escape(str(target))}: {console.number(len(entries))} files, "
        f"{target.stat().st_size / 1e6:,.1f} MB, verified."
    )


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What `skilldemand backup` wrote.")],
) -> None:
    """Make the workspace from a backup; the folder must be new or empty."""
    session = session_of(context)
    if not source.is_file():
        raise UsageError(f"{source}: there is no such file. Name one that `skilldemand backup` wrote.")
    with console.status("Checking and unpacking"):
        entries = archive.unpack(source, session.workspace.root)
    console.out.print(
        f"{console.escape(str(session.workspace.root))}: {console.number(len(entries))} files restored and verified."
    )
