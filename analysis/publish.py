"""The published file: snapshot, atomic replacement, and how readers open it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import duckdb

from skilldemand.analysis.errors import NotPublishedError, WarehouseBusyError

PUBLISHED = "skilldemand.duckdb"
STORAGE_VERSION = "v1.4.0"
"""Clients from DuckDB 1.4 on can open the published file."""


@contextmanager
def build_folder(warehouse: Path) -> Iterator[Path]:
    """Give the writer's folder, emptied of what a killed build left behind; nobody else builds meanwhile.

    Raises WarehouseBusyError when another process holds the folder.
    """
    folder = warehouse / "build"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise WarehouseBusyError(
                f"{folder}: another build is writing. Wait until it has ended, then try again."
            ) from error
        _empty(folder)
        yield folder
        _empty(folder)


def _empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.name != "lock":
            path.unlink()


def snapshot(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy the whole open database into a new file `target` in the storage version that older clients read.

    The connection's own database must be named build; it is checkpointed first.
    """
    con.execute("CHECKPOINT")
    path = str(target).replace("'", "''")  # ATTACH takes no bound parameter
    con.execute(f"ATTACH '{path}' AS published (STORAGE_VERSION '{STORAGE_VERSION}')")
    con.execute("COPY FROM DATABASE build TO published")
    con.execute("CHECKPOINT published")
    con.execute("DETACH published")


def replace(snapshot_file: Path, warehouse: Path) -> Path:
    """Put the snapshot in the place of the published file and return its path; open readers keep the old file."""
    published = warehouse / PUBLISHED
    with snapshot_file.open("rb") as file:
        os.fsync(file.fileno())
    snapshot_file.replace(published)
    return published


def open_published(warehouse: Path, *, memory_limit: str = "800MB", threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Open the published file read-only, without access to files or the network, settings locked.

    Raises NotPublishedError when there is none yet.
    """
    path = warehouse / PUBLISHED
    if not path.is_file():
        raise NotPublishedError(f"{path}: nothing has been published yet. Run `skilldemand build` first.")
    return duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "memory_limit": memory_limit,
            "threads": str(threads),
            "lock_configuration": "true",
        },
    )
