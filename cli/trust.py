"""What a workspace that somebody else has handled must not make us do: write elsewhere, start their program."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from skilldemand.cli.errors import UsageError

STRICTEST_NEEDED = 0o022
"""Bits that new files never have: nobody but the owner changes them, however wide the caller's own mask is."""


def tighten_umask() -> None:
    """Keep new files of this process and its children from being written by others; a stricter mask stays."""
    os.umask(os.umask(STRICTEST_NEEDED) | STRICTEST_NEEDED)


def require_no_way_out(root: Path) -> None:
    """Raise UsageError when a link in the workspace leads out of it: what is written or cleared up there is not ours.

    The workspace itself may be reached through a link.
    """
    if not root.is_dir():
        return
    inside = root.resolve()
    for link in _links(root):
        if not link.resolve().is_relative_to(inside):
            raise UsageError(
                f"{link}: is a link to {link.readlink()}, outside of the workspace. Nothing was done. Remove the link, "
                "or move what it leads to into the workspace; the whole workspace may stand on another disk."
            )


def _links(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except FileNotFoundError:  # another run cleared it up just now
        return
    for entry in found:
        if entry.is_symlink():
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _links(Path(entry.path))


def stranger_of(path: Path) -> str | None:
    """Return why the owner of this process need not be the author of a file, None when it is theirs alone.

    A file of the superuser is as good as one's own.
    """
    found = path.stat()
    if hasattr(os, "geteuid") and found.st_uid not in {0, os.geteuid()}:
        return f"belongs to user {found.st_uid}"
    return "may be written by every user of the machine" if found.st_mode & stat.S_IWOTH else None
