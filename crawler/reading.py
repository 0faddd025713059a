"""From listing rows to records, in this process or in workers beside it: reading is what a crawl spends its time on."""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from importlib import import_module
from typing import Any, NamedTuple

from skilldemand.crawler.board_checks import COVERAGE
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.listing import Context
from skilldemand.crawler.posting import Posting, encode_line
from skilldemand.crawler.registry import Board
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
        states=tuple(name for name in COVERAGE if getattr(posting, name)),
        leftovers=tuple(fields.leftovers(parser.IGNORED)),
    )


def read_rows(module: str, name: str, rows: list[tuple[Any, str]], board: Board, context: Context) -> list[Read]:
    """Return what became of rows and their keys, the records encoded; runs in a worker."""
    parser = getattr(import_module(module), name)
    reads = [read_row(parser, row, where, board, context) for row, where in rows]
    return [read._replace(posting=None, line=encode_line(read.posting)) if read.posting else read for read in reads]


class Workers:
    """Processes that read rows beside the crawl; made before the reactor runs, because they are forks of this one."""

    def __init__(self, count: int) -> None:
        self._pool = ProcessPoolExecutor(
            count, mp_context=multiprocessing.get_context("fork"), initializer=_become_worker, initargs=(os.getpid(),)
        )
        self._pool.submit(int).result()

    async def read(self, parser: type, rows: list[tuple[Any, str]], board: Board, context: Context) -> list[Read]:
        """Return what became of rows, read in a worker while this process goes on."""
        try:
            job = self._pool.submit(read_rows, parser.__module__, parser.__name__, rows, board, context)
            return await asyncio.wrap_future(job)
        except BrokenExecutor:  # a worker was killed, for want of memory as a rule: go on without
            return read_rows(parser.__module__, parser.__name__, rows, board, context)

    def processes(self) -> list[int]:
        """Return the ids of the workers' processes."""
        return list(self._pool._processes)  # noqa: SLF001  (the pool tells them nowhere else)

    def close(self) -> None:
        """Let the workers go."""
        self._pool.shutdown(wait=False, cancel_futures=True)


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
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
