"""Threads: a list of discussions, each of which holds postings as comments."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, NamedTuple

from scrapy.http import Request, Response

from skilldemand.crawler.items import Item
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import Visit


class Thread(NamedTuple):
    """One discussion."""

    id: str
    created: str
    """ISO 8601 in UTC; "" where it is not stated."""


class ThreadSpider(BoardSpider):
    """Use when postings are comments of threads that a list names; `first_request` asks for that list.

    The board is the newest threads together, RunState.months of them. A visit is complete when all of these were read
    whole, so a comment that was deleted, or whose thread is no longer one of the newest, has left the board.
    """

    @staticmethod
    @abstractmethod
    def threads(body: bytes, board: Board) -> list[Thread]:
        """Return the threads with postings on an answer of the list; raises PayloadError on another form."""

    @abstractmethod
    def thread_request(self, thread: Thread, board: Board) -> Request:
        """Return the request of one whole thread."""

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Ask for the newest threads of the list, or yield every kept posting of a thread."""
        if "thread" not in more:
            yield from self._ask_threads(self.threads(response.body, visit.board), visit)
            return
        listing = self.rows(response.body, visit.board)
        if not listing.rows:
            visit.fail(f"thread {more['thread']} shows no posting")
        for row in self.new_rows(listing, visit):
            dropped = list(self.keeps(row, visit))
            yield from dropped or self.emit(row, visit)

    def _ask_threads(self, threads: list[Thread], visit: Visit) -> Iterator[Request]:
        newest = sorted(threads, key=lambda thread: thread.created, reverse=True)[: self.state.months]
        for thread in newest:
            yield self.ask(self.thread_request(thread, visit.board), visit, thread=thread.id)
        if len(newest) < self.state.months:
            visit.fail(f"the list names {len(newest)} threads with postings, asked for were {self.state.months}")
