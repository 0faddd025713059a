"""A workspace in one file and back, verified: a tar whose first member lists every file with its SHA-256."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from skilldemand.cli.errors import BackupError

LIST = "skilldemand-backup.json"
LEFT_OUT = frozenset({"warehouse/build", "state/run.lock"})
"""What is derived at every build, and the lock itself."""
_BLOCK = 1 << 20

Progress = Callable[[int, int | None], None]
Entry = dict[str, str | int]


def pack(root: Path, target: Path, on_progress: Progress) -> list[Entry]:
    """Write the workspace at `root` into the tar `target`, read it back, and return its entries.

    Nothing is compressed again: landing and mentions are compressed already. The file stands only when it is verified.
    Raises BackupError.
    """
    if target.exists():
        raise BackupError(f"{target}: there is such a file already. Name another one; a backup is never overwritten.")
    files = list(_files(root))
    links = [path for path in root.rglob("*") if path.is_symlink()]
    entries: list[Entry] = [_entry(root, path) for path in files]
    entries += [{"path": str(path.relative_to(root)), "link": str(path.readlink())} for path in links]
    part = target.with_name(f".{target.name}.tmp")
    try:
        with tarfile.open(part, "w", format=tarfile.PAX_FORMAT) as tar:
            _add_list(tar, entries)
            for number, path in enumerate(files, start=1):
                tar.add(path, str(path.relative_to(root)), recursive=False)
                on_progress(number, len(files))
        check(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return entries


def check(archive: Path) -> list[Entry]:
    """Return the entries of a backup after comparing every file with its checksum; raises BackupError."""
    try:
        with tarfile.open(archive, "r:") as tar:
            entries = _read_list(archive, tar)
            wanted = {str(entry["path"]): entry for entry in entries if "sha256" in entry}
            whole: set[str] = set()
            for member in tar:
                if member.issparse():  # a few bytes that unpack to as many as somebody likes
                    raise BackupError(f"{archive}: {member.name} is sparse, which no backup of ours is. Use another.")
                entry = wanted.pop(member.name, None)
                # A publication shares the bytes of the published file; what is linked to must be a file checked before.
                known = member.isfile() or (member.islnk() and member.linkname in whole)
                stream = tar.extractfile(member) if entry is not None and known else None
                if entry is not None and (stream is None or _sha256(stream) != entry["sha256"]):
                    raise BackupError(f"{archive}: {member.name} differs from its checksum. Use another backup.")
                if stream is not None:
                    whole.add(member.name)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{archive}: cannot be read ({error}). Use another backup.") from error
    if wanted:
        raise BackupError(f"{archive}: {len(wanted)} files are missing, {min(wanted)} first. Use another backup.")
    return entries


def unpack(archive: Path, root: Path) -> list[Entry]:
    """Make the workspace `root` from a verified backup; it appears as a whole or not at all. Raises BackupError."""
    if root.exists() and any(root.iterdir()):
        raise BackupError(f"{root}: holds files already. Name a new or empty folder with --workspace.")
    entries = check(archive)
    part = root.with_name(f".{root.name}.restoring")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with tarfile.open(archive, "r:") as tar:
            names = {str(entry["path"]) for entry in entries if "sha256" in entry}
            members = [member for member in tar if member.name in names]
            tar.extractall(part, members, filter="data")  # the filter refuses paths and links that lead out (PEP 706)
        for entry in entries:
            if "link" in entry:
                _link(part, entry)
        if root.exists():
            root.rmdir()
        part.replace(root)
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{archive}: cannot be unpacked beside {root} ({error}). Nothing was changed.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return entries


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and not any(name.startswith(out) for out in LEFT_OUT):
            yield path


def _entry(root: Path, path: Path) -> Entry:
    with path.open("rb") as stream:
        return {"path": str(path.relative_to(root)), "bytes": path.stat().st_size, "sha256": _sha256(stream)}


def _link(part: Path, entry: Entry) -> None:
    """Make a link again, if it stays inside the workspace: reports/latest does."""
    path = part / str(entry["path"])
    if (path.parent / str(entry["link"])).resolve().is_relative_to(part.resolve()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(str(entry["link"]))


def _add_list(tar: tarfile.TarFile, entries: list[Entry]) -> None:
    body = json.dumps(entries, ensure_ascii=False).encode()
    member = tarfile.TarInfo(LIST)
    member.size = len(body)
    tar.addfile(member, io.BytesIO(body))


def _read_list(archive: Path, tar: tarfile.TarFile) -> list[Entry]:
    first = tar.next()
    stream = tar.extractfile(first) if first is not None and first.name == LIST and not first.issparse() else None
    if stream is None:
        raise BackupError(f"{archive}: is no backup of a workspace: its first member is not {LIST}.")
    entries = json.loads(stream.read())
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "path" in entry for entry in entries):
        raise BackupError(f"{archive}: {LIST} is not a list of files. Use another backup.")
    return entries


def _sha256(stream: IO[bytes]) -> str:
    total = hashlib.sha256()
    while block := stream.read(_BLOCK):
        total.update(block)
    return total.hexdigest()
