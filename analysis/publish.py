"""The writer's files and the published one: exclusive writing, atomic replacement, and how readers open it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import duckdb

from skilldemand.analysis.errors import NotPublishedError, WarehouseBusyError

PUBLISHED = "skilldemand.duckdb"
BUILD, STAGING, SNAPSHOT = "skilldemand.duckdb", "staging.duckdb", "snapshot.duckdb"
STORAGE_VERSION = "v1.4.0"
"""Clients from DuckDB 1.4 on can open the published file."""
STRINGS = "dict_fsst"
"""How columns of strings are compressed, which DuckDB does for nearly all of ours anyway: to try the other ways first
costs 4 of 79 seconds at a million postings, and the file is as large. Other columns are compressed as DuckDB chooses.
"""


@contextmanager
def build_folder(warehouse: Path) -> Iterator[Path]:
    """Give the writer's folder; nobody else builds meanwhile, and a copy that was not published is removed.

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
        try:
            yield folder
        finally:
            (folder / SNAPSHOT).unlink(missing_ok=True)


def empty(folder: Path) -> None:
    """Remove everything in the writer's folder but its lock."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.name != "lock":
            path.unlink()


@contextmanager
def open_writer(folder: Path, memory_limit: str, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the writer's two files: the one that is published, and one for tables that nobody else sees.

    `skilldemand` is the default database; staging.<table> names a table of the other. What one step hands to the next
    and nobody else needs stands in `scratch`, in memory. On leaving both files are checkpointed and closed, so that
    they can be copied.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "threads": str(threads),
        "temp_directory": str(folder / "spill"),
        "storage_compatibility_version": STORAGE_VERSION,
        "force_compression": STRINGS,
        # Blocks stay the process's own: to hand them back and ask again costs a million page faults at a million
        # postings, and a build of benchmarks/warehouse.py 79 s in place of 69.
        "block_allocator_memory": memory_limit,
    }
    with duckdb.connect(str(folder / BUILD), config=config) as con:
        con.execute("SET TimeZone = 'UTC'")
        path = str(folder / STAGING).replace("'", "''")  # ATTACH takes no bound parameter
        con.execute(f"ATTACH '{path}' AS staging")
        con.execute("ATTACH ':memory:' AS scratch")
        yield con
        con.execute("CHECKPOINT staging")
        con.execute("DETACH staging")
        con.execute("CHECKPOINT")


def snapshot(folder: Path) -> Path:
    """Copy the writer's file, closed or checkpointed and let alone, and return the copy, all of it on the disk."""
    target = folder / SNAPSHOT
    shutil.copyfile(folder / BUILD, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return target


def replace(snapshot_file: Path, warehouse: Path) -> Path:
    """Put the snapshot in the place of the published file and return its path; open readers keep the old file."""
    published = warehouse / PUBLISHED
    snapshot_file.replace(published)
    return published


def open_published(warehouse: Path, *, memory_limit: str = "800MB", threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Open the published file read-only, without access to files or the network, settings locked.

    Nothing is spilled to disk: a query that needs more than `memory_limit` fails.
    Raises NotPublishedError when there is none yet, or none that can be read.
    """
    path = warehouse / PUBLISHED
    if not path.is_file():
        raise NotPublishedError(f"{path}: nothing has been published yet. Run `skilldemand run` first.")
    try:
        return duckdb.connect(
            str(path),
            read_only=True,
            config={
                "enable_external_access": "false",
                "memory_limit": memory_limit,
                "threads": str(threads),
                "lock_configuration": "true",
                "temp_directory": "",
            },
        )
    except duckdb.IOException as error:
        raise NotPublishedError(
            f"{path}: cannot be read as a warehouse ({error}). Run `skilldemand build` to make it anew."
        ) from error
