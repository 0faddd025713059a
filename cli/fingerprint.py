"""Fingerprints of what a step reads: the same fingerprint means that doing the step again would change nothing."""

import hashlib
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

_TAIL = 8
"""A gzip file ends in the checksum and the length of what it holds (RFC 1952, 2.3.1)."""


def of_landing(landing: Path) -> str:
    """Return the fingerprint of the complete runs: their names, sizes and the checksums that gzip wrote."""
    runs = sorted(path.parent for path in landing.glob("*/*/boards.jsonl.gz"))
    return _digest(
        f"{path.relative_to(landing)} {path.stat().st_size} {_tail(path)}"
        for run in runs
        for path in sorted(run.glob("*.jsonl.gz"))
    )


def of_folder(folder: Path) -> str:
    """Return the fingerprint of files that are written once: their names and sizes, and the folder's own name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return _digest([folder.name, *(f"{path.relative_to(folder)} {path.stat().st_size}" for path in files)])


def of_file(path: Path) -> str:
    """Return the fingerprint of a file that is replaced as a whole: its size and the moment of its replacement."""
    facts = path.stat()
    return _digest([f"{facts.st_size} {facts.st_mtime_ns}"])


def of_package(name: str) -> str:
    """Return the fingerprint of the code and data of an installed package: another version does other work."""
    return _digest(f"{where} {_hash(entry.read_bytes())}" for where, entry in _walk(resources.files(name), ""))


def joined(*parts: object) -> str:
    """Return one fingerprint of several values."""
    return _digest(map(str, parts))


def _walk(folder: Traversable, where: str) -> Iterable[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(entry, f"{where}{entry.name}/")
        else:
            yield where + entry.name, entry


def _tail(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read().hex()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest(lines: Iterable[str]) -> str:
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode() + b"\n")
    return total.hexdigest()[:32]
