"""Worker processes that turn bytes into bytes, with the answers in the order of the questions.

spaCy's own `nlp.pipe(n_process=...)` sends whole Docs between processes and is slower than one process for a blank
pipeline; here only compact answers travel. A worker ends by itself when its parent is gone, even killed.
"""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from skilldemand.nlp.errors import NlpError

Item = TypeVar("Item")
Work = Callable[[bytes], bytes]

AHEAD = 2
"""Tasks a worker holds: the one it works on and the next, so that none waits for the parent or for the slowest."""
_GC_THRESHOLD = 50_000
"""The default of 700 makes the collector walk the taxonomy's records again and again while texts are read."""


def chunks(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield the items in tuples of `size`, the last one shorter."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


class Pool:
    """Context manager around `jobs` processes; with one job the work is done in this process."""

    def __init__(self, work: Work, jobs: int) -> None:
        """`work` must be importable by name, because workers are started afresh."""
        self._work = work
        self._jobs = jobs
        self._workers: list[tuple[multiprocessing.process.BaseProcess, Connection]] = []

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        for _ in range(self._jobs if self._jobs > 1 else 0):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(self._work, there), daemon=True)
            process.start()
            there.close()
            self._workers.append((process, here))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process, connection in self._workers:
            connection.close()
            if kind is not None:
                process.terminate()
            process.join()
        self._workers.clear()

    def map(self, tasks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the answer to each task, in order; tasks are taken from the iterable as workers fall free."""
        if not self._workers:
            yield from map(self._work, tasks)
            return
        busy: deque[Connection] = deque()
        for number, task in enumerate(tasks):
            connection = self._workers[number % len(self._workers)][1]
            if len(busy) == AHEAD * len(self._workers):
                yield _answer(busy.popleft())
            connection.send_bytes(task)
            busy.append(connection)
        while busy:
            yield _answer(busy.popleft())


def _answer(connection: Connection) -> bytes:
    try:
        answer = connection.recv_bytes()
    except (EOFError, ConnectionResetError) as gone:
        raise NlpError(
            "A reading process ended before it answered, most likely killed for lack of memory. "
            "Run again with fewer jobs (--jobs 1, or jobs in the settings); what was read so far is kept."
        ) from gone
    if answer[:1] == b"!":
        raise NlpError(f"A reading process failed: {answer[1:].decode()}")
    return answer[1:]


def _receive(connection: Connection, tasks: "SimpleQueue[bytes | None]") -> None:
    """Put tasks into the queue until the parent is gone, then None."""
    while True:
        try:
            tasks.put(connection.recv_bytes())
        except (EOFError, OSError):
            tasks.put(None)
            return


def _serve(work: Work, connection: Connection) -> None:
    gc.set_threshold(_GC_THRESHOLD)
    settled = False
    tasks: SimpleQueue[bytes | None] = SimpleQueue()
    # Tasks are taken off the pipe while one is worked on; otherwise parent and worker could wait to send to each other.
    Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    while (task := tasks.get()) is not None:
        try:
            answer = b"." + work(task)
        except Exception as error:  # noqa: BLE001 - the parent raises it again with its text
            answer = b"!" + f"{type(error).__name__}: {error}".encode(errors="replace")
        try:
            connection.send_bytes(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        if not settled:
            # What the first task built (taxonomy, automata) stays for good; the collector need not look at it again.
            gc.collect()
            gc.freeze()
            settled = True
