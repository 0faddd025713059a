"""Threads: a list of discussions, each of which holds postings as comments."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, NamedTuple

from scrapy.http import Request, Response

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.items import Item
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import AS_USUAL_OF_THREADS, Visit


class Thread(NamedTuple):
    """One discussion."""

    id: str
    created: str
    """ISO 8601 in UTC; "" where it is not stated."""


class ThreadSpider(BoardSpider):
    """Use when postings are comments of threads that a list names; `first_request` asks for that list.

    The board is the newest threads together, RunState.months of them. A thread is an archive: a post stays in it when
    the job is taken, and leaves what is read when its thread is no longer one of the newest. Neither tells when a job
    was filled, so a visit never ends complete: it is partial with the reason AS_USUAL_OF_THREADS when every thread was
    read whole, and with a further reason where something went wrong.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: dict[str, list[Thread]] = {}

    @staticmethod
    @abstractmethod
    def threads(body: bytes, board: Board) -> list[Thread]:
        """Return the threads with postings on an answer of the list; raises PayloadError on another form."""

    @abstractmethod
    def thread_request(self, thread: Thread, board: Board) -> Request:
        """Return the request of one whole thread."""

    def judged(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Handle the list or a thread, then ask for the next thread."""
        try:
            yield from super().judged(response, visit, **more)
        except PayloadError as error:  # a thread that cannot be read does not keep the others from being read
            visit.fail(str(error))
        yield from self._next(visit)

    def lost(self, reason: str, visit: Visit, **_more: Any) -> Iterator[Item | Request]:  # type: ignore[override]
        """Note what never came and go on: the other threads are read all the same."""
        visit.fail(reason)
        yield from self._next(visit)

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Note the newest threads of the list, or yield every kept posting of a thread."""
        if "thread" not in more:
            self._note_newest(self.threads(response.body, visit.board), visit)
            return
        listing = self.rows(response.body, visit.board)
        if listing.capped:
            visit.fail(f"thread {more['thread']} shows no comment at all")
        for row in self.new_rows(listing, visit):
            dropped = list(self.keeps(row, visit))
            yield from dropped or self.emit(row, visit)

    def _note_newest(self, threads: list[Thread], visit: Visit) -> None:
        newest = sorted(threads, key=lambda thread: thread.created, reverse=True)[: self.state.months]
        self._waiting[visit.board.slug] = newest
        if len(newest) < self.state.months:
            visit.fail(f"the list names {len(newest)} threads with postings, asked for were {self.state.months}")

    def _next(self, visit: Visit) -> Iterator[Request]:
        """Ask for one thread after the other: a service that refuses twice in a row is not asked a third time."""
        waiting = self._waiting.get(visit.board.slug)
        if waiting and visit.verdict is None:
            thread = waiting.pop(0)
            yield self.ask(self.thread_request(thread, visit.board), visit, thread=thread.id)
        elif waiting is not None and visit.rows:
            visit.fail(AS_USUAL_OF_THREADS)
