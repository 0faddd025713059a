"""Skills that a user added: a folder of <section>.yml files, read beside the section files that ship.

The folder is named by the environment, because the worker processes of the reader must read the same one.
The command line names `skills/` in the workspace.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "SKILLDEMAND_SKILLS"
"""Environment variable with the folder; no own skills where it is unset."""
PREFIX = "workspace/skills/"
"""Begins the names of own files among those of a taxonomy, wherever they lie: a version depends on no path."""


@contextmanager
def reading_own_skills(folder: Path) -> Iterator[None]:
    """While it is entered, taxonomies are loaded with the files of `folder`, in this process and those it starts.

    A folder that the environment named before stays the one that is read.
    """
    if FOLDER in os.environ:
        yield
        return
    os.environ[FOLDER] = str(folder.absolute())
    try:
        yield
    finally:
        os.environ.pop(FOLDER, None)


def own_files() -> dict[str, bytes]:
    """Return the user's files as they are now, by name behind PREFIX; nothing where there is no folder."""
    folder = os.environ.get(FOLDER)
    return {PREFIX + path.name: path.read_bytes() for path in Path(folder).glob("*.yml")} if folder else {}
