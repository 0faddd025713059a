"""A crawl as its callers see it: a request in, events while it runs, a summary at the end.

The reactor lives in a child process, because it can be started only once a process and callers may crawl many times.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Literal

import msgspec

from skilldemand.crawler.errors import CrawlError


class CrawlRequest(msgspec.Struct, kw_only=True, frozen=True):
    """What one run is to do."""

    landing: str
    state: str
    """Folder of validators, stored texts and quotas."""
    run_id: str
    now: str | None = None
    """ISO 8601 with offset; fixes the clock of a simulated run. None takes the machine's."""
    sources: list[str] = []
    """Names of sources; empty means every source that is on by default."""
    boards: dict[str, list[str]] = {}
    """Only these boards of a source; a source not named here is read whole."""
    months: int = 2
    """How many months back a source with history goes."""
    shard: tuple[int, int] | None = None
    """(k, n): only the k-th of n parts, 1-based; services and boards are split, so that parts may run side by side."""
    resume: bool = False
    rehost: str | None = None
    """Address of a server on loopback that stands in for every host."""
    registry: str | None = None
    """Folder with registry files to use in place of those that ship; the demo and the tests bring their own boards."""
    own_boards: str | None = None
    """Folder with boards that the user added; see skilldemand.crawler.own_boards."""
    quotas: str | None = None
    """File that counts requests where it is not the state's own."""
    allow_private: bool = False
    pace_scale: float = 1.0
    """Factor on every pause; below 1 only towards a server of one's own."""
    timeout_seconds: float = 60
    """A board answers in seconds or not at all; Scrapy by itself waits three minutes."""
    sample: bool = False


class BoardEvent(msgspec.Struct, kw_only=True, frozen=True, tag="board"):
    """A board has ended."""

    source: str
    board: str
    status: str
    listed: int


class SourceSummary(msgspec.Struct, kw_only=True, frozen=True, tag="source"):
    """How one source of the run ended."""

    source: str
    boards: dict[str, int]
    """Count of boards by status."""
    listed: int
    kept: int
    new: int
    changed: int
    closed: int
    """Postings that two complete listings at least 24 h apart no longer had."""
    seconds: float
    bytes: int
    finish: str
    """Scrapy's finish reason."""
    warnings: list[str] = []
    """What the monitors saw: a yield far below the usual, new keys in payloads, dead boards."""


class RunSummary(msgspec.Struct, kw_only=True, frozen=True, tag="run"):
    """How a run ended."""

    run_id: str
    sources: list[SourceSummary]
    stopped: bool = False
    """True when SIGTERM or Ctrl-C ended it; what was left out is read with resume."""


class Failure(msgspec.Struct, kw_only=True, frozen=True, tag="failure"):
    """The run could not start."""

    message: str


Event = BoardEvent | SourceSummary | RunSummary | Failure
Health = Literal["ok", "warnings", "failed"]

_DECODER = msgspec.json.Decoder(Event)


def health_of(summary: RunSummary) -> Health:
    """Return "failed" when no board of any source could be read, "warnings" when something was, else "ok"."""
    good = {"complete", "unchanged", "empty", "partial"}
    if summary.sources and not any(good & source.boards.keys() for source in summary.sources):
        return "failed"
    troubled = any(source.warnings or {"error", "blocked"} & source.boards.keys() for source in summary.sources)
    return "warnings" if troubled else "ok"


def crawl(requests: list[CrawlRequest], on_event: Callable[[Event], None] | None = None) -> list[RunSummary]:
    """Do the runs one after the other and return their summaries.

    `on_event` hears every board and source as it ends. SIGTERM and Ctrl-C end the present run cleanly: open boards
    become partial, what was read is stored. Raises CrawlError when a run cannot start or the process dies, and
    KeyboardInterrupt when the stop comes before the first run begins.
    """
    with (
        subprocess.Popen(  # noqa: S603  (this interpreter, our module)
            [sys.executable, "-m", "skilldemand.crawler.crawl_process", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as child,
        _stops_passed_on(child) as told_to_stop,
    ):
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(msgspec.json.encode(requests))
        child.stdin.close()
        summaries = _listen(child.stdout, on_event)
    stopped = bool(summaries) and summaries[-1].stopped
    if told_to_stop.is_set() and not stopped and child.returncode == -signal.SIGTERM:
        raise KeyboardInterrupt  # the stop came before the child could hear it, and no run had begun
    if child.returncode != 0 or (len(summaries) < len(requests) and not stopped):
        raise CrawlError(
            f"The crawl process ended with code {child.returncode} after {len(summaries)} of {len(requests)} runs. "
            f"What was finished is stored; see {requests[0].state}/crawl.log, then run the same command again to go on."
        )
    return summaries


def _listen(stream: IO[bytes], on_event: Callable[[Event], None] | None) -> list[RunSummary]:
    summaries: list[RunSummary] = []
    failure = None
    for line in stream:
        event = _DECODER.decode(line)
        if isinstance(event, Failure):
            failure = event.message
        if isinstance(event, RunSummary):
            summaries.append(event)
        if on_event is not None:
            on_event(event)
    if failure is not None:
        raise CrawlError(failure)
    return summaries


@contextmanager
def _stops_passed_on(child: "subprocess.Popen[bytes]") -> Iterator[threading.Event]:
    """Let SIGTERM and Ctrl-C end the child's run cleanly, and tell whether one came.

    Signals can be caught in the main thread only.
    """
    told = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield told
        return

    def pass_on(*_: object) -> None:
        told.set()
        child.terminate()

    kept = {number: signal.signal(number, pass_on) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield told
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
