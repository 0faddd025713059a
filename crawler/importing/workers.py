"""Cleaning rows, in this process or in several."""

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from skilldemand.crawler.importing.posting_row import Origin, Read, read_row
from skilldemand.crawler.importing.rows import Row

_BATCH = 100
_AHEAD = 2  # batches waiting for each process


def read_all(rows: Iterator[Row], origin: Origin, jobs: int) -> Iterator[Read]:
    """Yield what becomes of each row, in order; memory holds a few batches whatever the file's length."""
    if jobs <= 1:
        yield from (read_row(row, origin) for row in rows)
        return
    pending: deque[Future[list[Read]]] = deque()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_with, initargs=(os.getpid(),)) as pool:
        try:
            for batch in _batches(rows):
                pending.append(pool.submit(_read_batch, batch, origin))
                if len(pending) > jobs * _AHEAD:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _leave_with(parent: int) -> None:
    """End this worker when its parent is gone: a killed import leaves the pool's queue open, and workers waiting."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_batch(batch: Iterable[Row], origin: Origin) -> list[Read]:
    return [read_row(row, origin) for row in batch]
