"""The landing folder: where runs put what they collected, so that a half-written run is never seen.

landing/<source>/<run_id>/{postings,sightings}.jsonl.gz   the records
landing/<source>/<run_id>/rejected.jsonl                  imports only: what could not be used, and why
landing/<source>/<run_id>/dropped.jsonl.gz                crawls only: titles that the role filter left out
landing/<source>/<run_id>/boards.jsonl.gz                 written last: the run is complete when this file stands
"""

import fcntl
import gzip
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

import msgspec
from isal import isal_zlib

from skilldemand.crawler.errors import LandingError
from skilldemand.crawler.posting import BoardResult, Posting, Sighting, decode_posting, encode_line
from skilldemand.crawler.visit import READ_TO_THE_END

COMPLETE = "boards.jsonl.gz"
REJECTED = "rejected.jsonl"
DROPPED = "dropped.jsonl.gz"
SETTLED = frozenset({"complete", "unchanged", "empty", "dead"})
"""Statuses of a board that need no second try within the same run; nor do feeds and threads read as far as they go."""

Record = TypeVar("Record", bound=msgspec.Struct)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_COMPRESSION = 3
_GZIP = 31  # zlib's window bits for a stream with gzip's header and checksum
_BLOCK = 1 << 17  # bytes that are packed at once


class _Part:
    """One file under its .part name until commit() gives it its own; the same records give the same bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._raw = self._part.open("wb")
        # GZIP: a header without name and time. ISA-L packs postings five times as fast as zlib, files 8 % larger.
        self._packer = isal_zlib.compressobj(_COMPRESSION, wbits=_GZIP) if path.suffix == ".gz" else None
        self._waiting: list[bytes] = []
        self._waits = 0

    def write(self, line: bytes) -> None:
        self._waiting.append(line)
        self._waits += len(line)
        if self._waits >= _BLOCK:
            self._pack()

    def _pack(self) -> None:
        block = b"".join(self._waiting)
        self._waiting.clear()
        self._waits = 0
        self._raw.write(block if self._packer is None else self._packer.compress(block))

    def finish(self) -> None:
        """Put every byte on the disk, still under the .part name."""
        self._pack()
        if self._packer is not None:
            self._raw.write(self._packer.flush())
        self._raw.flush()
        os.fsync(self._raw.fileno())

    def commit(self) -> None:
        self._part.replace(self._path)

    def close(self) -> None:
        self._raw.close()


class LandingWriter:
    """Context manager that writes one run; leaving it normally publishes the run, an exception removes it.

    The files carry .part until all of them are on the disk, and boards.jsonl.gz is renamed last, so a reader that
    asks complete_runs() sees the whole run or nothing, whenever the process is killed. The same records in the same
    order give the same bytes.

    Raises LandingError when the run already stands, when another process is writing it, or when source or run_id
    is not usable as a folder name.
    """

    def __init__(self, landing: Path, source: str, run_id: str) -> None:
        for field, value in (("source", source), ("run_id", run_id)):
            if not _NAME.fullmatch(value):
                raise LandingError(
                    f"{field} {value!r} cannot name a landing folder: expected up to 100 letters, digits and . _ + - "
                    "that begin with a letter or digit. Choose another name."
                )
        self.folder = landing / source / run_id
        if (self.folder / COMPLETE).exists():
            raise LandingError(f"{self.folder} already holds a complete run; runs are never written twice.")
        self._parts: dict[str, _Part] = {}

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = self.folder / ".lock"
        self._lock = lock.open("wb")
        if not _locked(self._lock):
            self._lock.close()
            raise LandingError(f"{self.folder} is being written by another process; wait until it has ended.")
        for leftover in self.folder.iterdir():  # of a run that was killed
            if leftover != lock:
                leftover.unlink()
        for name in ("postings.jsonl.gz", "sightings.jsonl.gz", COMPLETE):
            self._parts[name] = _Part(self.folder / name)
        return self

    def write_posting(self, posting: Posting) -> None:
        """Add a posting; its sighting is a record of its own."""
        self.write_posting_line(encode_line(posting))

    def write_posting_line(self, line: bytes) -> None:
        """Add a posting that is already encoded by encode_line."""
        self._parts["postings.jsonl.gz"].write(line)

    def write_sighting(self, sighting: Sighting) -> None:
        """Add a sighting."""
        self._parts["sightings.jsonl.gz"].write(encode_line(sighting))

    def write_dropped(self, row: dict[str, object]) -> None:
        """Add a posting that the role filter left out to dropped.jsonl.gz: its board, id and title."""
        self._extra(DROPPED).write(msgspec.json.encode(row) + b"\n")

    def write_board(self, result: BoardResult) -> None:
        """Add how the visit of one board ended."""
        self._parts[COMPLETE].write(encode_line(result))

    def write_rejected(self, row: dict[str, object]) -> None:
        """Add a row that could not be used to rejected.jsonl, which stands only when there is such a row."""
        self._extra(REJECTED).write(msgspec.json.encode(row) + b"\n")

    def _extra(self, name: str) -> _Part:
        """Return a part that stands only when it has a line; COMPLETE stays the last key."""
        if name not in self._parts:
            self._parts = {name: _Part(self.folder / name), **self._parts}
        return self._parts[name]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._publish()
        finally:
            for part in self._parts.values():
                part.close()
            if not (self.folder / COMPLETE).exists():
                shutil.rmtree(self.folder)
            self._lock.close()

    def _publish(self) -> None:
        for part in self._parts.values():
            part.finish()
        for part in self._parts.values():  # COMPLETE is the last key
            if part is self._parts[COMPLETE]:
                _sync_folder(self.folder)
            part.commit()
        (self.folder / ".lock").unlink()
        for folder in (self.folder, self.folder.parent, self.folder.parent.parent):
            _sync_folder(folder)


def _locked(lock: BinaryIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def complete_runs(landing: Path, source: str | None = None) -> list[Path]:
    """Return the folders of complete runs, ordered by source and run_id; of every source unless one is named."""
    return sorted(path.parent for path in landing.glob(f"{source or '*'}/*/{COMPLETE}"))


def boards_done(landing: Path, source: str, run_id: str) -> tuple[set[str], int]:
    """Return the boards that this run has already read to the end, and how many attempts of the run stand.

    A resumed run writes its attempts as <run_id>, <run_id>.2, <run_id>.3, because a complete run is never rewritten.
    """
    attempts = [run for run in complete_runs(landing, source) if run.name.split(".")[0] == run_id]
    results = [result for run in attempts for result in read_boards(run)]
    done = {result.board for result in results if result.status in SETTLED or result.reason in READ_TO_THE_END}
    return done, len(attempts)


def remove_leftovers(landing: Path, source: str) -> list[Path]:
    """Remove the folders of this source's runs that were killed and return them; a run still being written stays."""
    removed = []
    for folder in sorted((landing / source).glob("*/")):
        if (folder / COMPLETE).exists():
            continue
        with (folder / ".lock").open("ab") as lock:
            if _locked(lock):
                shutil.rmtree(folder)
                removed.append(folder)
    return removed


def read_postings(run: Path) -> Iterator[Posting]:
    """Yield the postings of a complete run. Raises LandingError at the first line that does not fit."""
    for where, line in _lines(run / "postings.jsonl.gz"):
        yield decode_posting(line, where)


def read_sightings(run: Path) -> Iterator[Sighting]:
    """Yield the sightings of a complete run. Raises LandingError at the first line that does not fit."""
    yield from _records(run / "sightings.jsonl.gz", Sighting)


def read_boards(run: Path) -> Iterator[BoardResult]:
    """Yield the board results of a complete run. Raises LandingError at the first line that does not fit."""
    yield from _records(run / COMPLETE, BoardResult)


def _records(path: Path, kind: type[Record]) -> Iterator[Record]:
    decoder = msgspec.json.Decoder(kind)
    for where, line in _lines(path):
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise LandingError(f"{where}: not a {kind.__name__} record: {error}. Run the source again.") from error


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (where, line) of a landing file."""
    try:
        with gzip.open(path, "rb") as stream:
            for number, line in enumerate(stream, start=1):
                yield f"{path}:{number}", line
    except (EOFError, gzip.BadGzipFile, FileNotFoundError) as error:
        raise LandingError(f"{path}: cannot be read ({error}). Remove the folder and run the source again.") from error
