"""From listing rows to records, in this process or in workers beside it: reading is what a crawl spends its time on."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from importlib import import_module
from typing import Any, NamedTuple

import msgspec

from skilldemand.crawler.board_checks import COVERAGE
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.lifeline import end_with
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting, encode_line
from skilldemand.crawler.registry import Board
from skilldemand.crawler.roles import load_role_filter
from skilldemand.crawler.row import Row

BAD_ROW = (PayloadError, ValueError, TypeError, AttributeError, KeyError)
"""What a row of another form makes a parse function raise."""


class Read(NamedTuple):
    """What became of one row: a record as it is stored, or why there is none."""

    posting_key: str
    posting: Posting | None = None
    """The record itself where it was read in this process."""
    line: bytes = b""
    content_hash: str = ""
    states: tuple[str, ...] = ()
    """Which of the fields that the monitors watch the posting states."""
    leftovers: tuple[str, ...] = ()
    error: str | None = None
    error_kind: str = ""


class ReadRow(NamedTuple):
    """A row of a listing that a worker has read: what the visit must know of it, and what became of it."""

    native_id: str | None
    title: str
    read: Read | None
    """None where the role filter leaves the row out, or where it has no id."""


def read_row(parser: Any, row: Any, where: str, board: Board, context: Context) -> Read:
    """Return what a spider class makes of a row; `where` is the posting's key as the listing gives it."""
    try:
        fields = Row(row, where)
        posting = parser.posting(fields, board, context)
    except BAD_ROW as error:
        return Read(where, error=str(error), error_kind=type(error).__name__)
    return Read(
        posting.posting_key,
        posting=posting,
        content_hash=posting.content_hash,
        states=tuple([name for name in COVERAGE if getattr(posting, name)]),
        leftovers=tuple(fields.leftovers(parser.IGNORED)),
    )


def read_listing(module: str, name: str, body: bytes, board: Board, context: Context) -> Listing:
    """Return an answer's listing, each row a ReadRow whose record is encoded; runs in a worker.

    Raises PayloadError as the spider class's `rows` does.
    """
    parser = getattr(import_module(module), name)
    listing: Listing = parser.rows(body, board)
    rows = [_read_here(parser, row, board, context) for row in listing.rows]
    return msgspec.structs.replace(listing, rows=rows)


def _read_here(parser: Any, row: Any, board: Board, context: Context) -> ReadRow:
    native_id, title = parser.row_id(row), parser.row_title(row)
    if native_id is None or (title and load_role_filter().family_of(title) is None):
        return ReadRow(native_id, title, None)
    read = read_row(parser, row, f"{parser.name}:{board.slug}:{native_id}", board, context)
    if read.posting is not None:
        read = read._replace(posting=None, line=encode_line(read.posting))
    return ReadRow(native_id, title, read)


class Workers:
    """Processes that read rows beside the crawl; made before the reactor runs, because they are forks of this one."""

    def __init__(self, count: int) -> None:
        self._pool = ProcessPoolExecutor(
            count, mp_context=multiprocessing.get_context("fork"), initializer=_become_worker, initargs=(os.getpid(),)
        )
        self._pool.submit(int).result()

    async def read(self, parser: type, body: bytes, board: Board, context: Context) -> Listing:
        """Return what read_listing makes of an answer, in a worker while this process goes on."""
        try:
            job = self._pool.submit(read_listing, parser.__module__, parser.__name__, body, board, context)
            return await asyncio.wrap_future(job)
        except BrokenExecutor:  # a worker was killed, for want of memory as a rule: go on without
            return read_listing(parser.__module__, parser.__name__, body, board, context)

    def processes(self) -> list[int]:
        """Return the ids of the workers' processes."""
        return list(self._pool._processes)  # noqa: SLF001  (the pool tells them nowhere else)

    def close(self) -> None:
        """Let the workers go and wait until they have: an interpreter that ends before its pool may close its pipes."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def make_workers(boards: int) -> Workers | None:
    """Return workers where they pay: several cores, many boards, and an operating system on which forks are safe."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return Workers(cores) if sys.platform == "linux" and cores > 1 and boards >= 20 else None


def _become_worker(parent: int) -> None:
    """Leave the parent's signals to the parent, and end when it is gone, however it went."""
    with contextlib.suppress(ValueError):
        signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_with(parent)
