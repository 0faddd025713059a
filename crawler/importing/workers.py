"""Cleaning rows, in this process or in several."""

import multiprocessing
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
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
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


def _read_batch(batch: Iterable[Row], origin: Origin) -> list[Read]:
    return [read_row(row, origin) for row in batch]
