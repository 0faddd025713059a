"""What the writer's files hold: which files they were made of, and by which code, so that a build may go on from them.

The record stands in `staging` and is removed while a build writes, so that a build that was killed is never gone on
from.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import duckdb

from skilldemand.analysis.loading import Inputs

_FOREIGN = ("now", "incomplete_runs", "skilldemand_version", "ledger_files")
"""Parameters of tables that every build makes anew (delta: always)."""
_MOST_NEW = 0.25
"""Share of new bytes from which making everything anew is cheaper than adding."""

Seen = Mapping[str, tuple[int, int]]
"""Path -> size in bytes and time of the last change in nanoseconds."""


@dataclass(frozen=True)
class State:
    """Files behind the tables, and a hash of everything else that they depend on."""

    fingerprint: str
    files: Seen


def _own_files(folder: Traversable) -> list[tuple[str, bytes]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += [(f"{entry.name}/{name}", data) for name, data in _own_files(entry)]
        elif entry.name.endswith((".py", ".sql", ".csv", ".yml")):
            found.append((entry.name, entry.read_bytes()))
    return found


def listed_files(inputs: Inputs) -> list[str]:
    """Return the files that grow in number from run to run."""
    return [path for name in _lists(inputs) for path in getattr(inputs, name)]


def _lists(inputs: Inputs) -> list[str]:
    return [field.name for field in fields(inputs) if isinstance(getattr(inputs, field.name), list)]


def state_of(inputs: Inputs, params: Mapping[str, Any]) -> State:
    """Return the state that a build of these inputs with these parameters will have."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for name, data in _own_files(files("skilldemand.analysis")):
        digest.update(name.encode() + b"\0" + data)
    lists = {id(getattr(inputs, name)) for name in _lists(inputs)}
    for name, value in sorted(params.items()):
        if name not in _FOREIGN and id(value) not in lists:
            paths = [value] if name.endswith("_file") else value if name.endswith("_files") else []
            content = b"".join(Path(path).read_bytes() for path in paths)
            digest.update(f"{name}\0{'' if paths else value}\0".encode() + content)
    seen = {}
    for listed in listed_files(inputs):
        stat = Path(listed).stat()
        seen[listed] = (stat.st_size, stat.st_mtime_ns)
    return State(digest.hexdigest(), seen)


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Remove the record before the first change."""
    con.execute("CREATE TABLE IF NOT EXISTS staging.state (record VARCHAR)")
    con.execute("DELETE FROM staging.state")


def remember(con: duckdb.DuckDBPyConnection, state: State) -> None:
    """Record that the tables are whole and checked."""
    forget(con)
    con.execute("INSERT INTO staging.state VALUES ($record)", {"record": json.dumps([state.fingerprint, state.files])})


def recall(con: duckdb.DuckDBPyConnection) -> State | None:
    """Return the state of the writer's files; None when there is none or a build was cut short."""
    known = con.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'staging' AND table_name = 'state'")
    if known.fetchone() == (0,):
        return None
    row = con.execute("SELECT record FROM staging.state").fetchone()
    if row is None:
        return None
    fingerprint, seen = json.loads(row[0])
    return State(fingerprint, {path: (size, time) for path, (size, time) in seen.items()})


def reason_to_rebuild(old: State | None, new: State) -> str | None:
    """Return why everything must be made anew; None when adding the new files gives the same tables."""
    if old is None:
        return "the last build was cut short"
    if old.fingerprint != new.fingerprint:
        return "the code, the skills or the settings changed"
    if any(new.files.get(path) != seen for path, seen in old.files.items()):
        return "files that had been loaded were changed or removed"
    added = sum(size for path, (size, _) in new.files.items() if path not in old.files)
    if added > _MOST_NEW * sum(size for size, _ in new.files.values()):
        return "most of the files are new"
    return None


def only_new(inputs: Inputs, old: State) -> Inputs:
    """Return the inputs without the files that have been loaded."""
    new: dict[str, Any] = {
        name: [path for path in getattr(inputs, name) if path not in old.files] for name in _lists(inputs)
    }
    return replace(inputs, **new)
