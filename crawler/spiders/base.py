"""What every spider shares: visits, the fate of each answer, and the step from a row to stored items."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from skilldemand.crawler.errors import CrawlerError, PayloadError
from skilldemand.crawler.items import Batch, Item
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.registry import Board
from skilldemand.crawler.roles import load_role_filter
from skilldemand.crawler.run_state import RunState
from skilldemand.crawler.spiders.row_items import RowItems
from skilldemand.crawler.spiders.verdicts import DEAD, Verdicts
from skilldemand.crawler.visit import Visit

BATCH = 100
"""Most items that go through Scrapy together; between two batches other answers get their turn."""
READ_AHEAD = "skilldemand_read_ahead"
"""Key of Response.meta under which stands what a worker made of the answer."""


class BoardSpider(RowItems, Verdicts, ABC):
    """A source with many boards, each visited once a run.

    A subclass gives `first_request`, `rows` and `posting`; a base class per access method adds what follows an answer.
    `rows` and `posting` are pure: they can be called on recorded answers without a crawl.
    """

    DEFERS: ClassVar[bool] = False
    """Whether workers may read whole answers; False where the spider itself looks at what a row became."""

    def __init__(self, state: RunState, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.state = state
        self.roles = load_role_filter()
        self.context = Context(run_id=state.run_id, seen_at=state.now, sample=state.sample)
        self.open_visits: dict[str, Visit] = {}

    # What a spider gives

    @abstractmethod
    def first_request(self, board: Board) -> Request:
        """Return the request of the board's listing, without callback."""

    @staticmethod
    @abstractmethod
    def rows(body: bytes, board: Board) -> Listing:
        """Return the postings on an answer; raises PayloadError when it is not what the contract says."""

    # The walk over boards

    async def start(self) -> AsyncIterator[Item | Request]:
        """Open one visit a board and send its first request; a board whose entry is wrong ends as an error."""
        for board in self.state.boards:
            visit = Visit(self.name, board, self.state.run_id, self.state.clock())
            self.open_visits[board.slug] = visit
            try:
                yield self.ask(self.first_request(board), visit, conditional=True)
            except CrawlerError as error:
                visit.fail(str(error))
                for item in self._close_if_done(visit):
                    yield item

    def ask(self, request: Request, visit: Visit, *, conditional: bool = False, **more: Any) -> Request:
        """Return the request wired to this visit; every answer and failure comes back to `answered` or `failed`."""
        visit.outstanding += 1
        headers = self.state.conditional_headers(visit.board) if conditional else {}
        for name, value in headers.items():
            request.headers[name] = value
        return request.replace(
            callback=self.answered_in_batches,
            errback=self.failed,
            dont_filter=True,
            cb_kwargs={"visit": visit, **more},
            meta={**request.meta, "handle_httpstatus_all": True, "board": visit.board.slug},
        )

    async def answered_in_batches(
        self, response: Response, visit: Visit, **more: Any
    ) -> AsyncIterator[Batch | Request]:
        """Handle one answer as `answered` does, read ahead by a worker where there are any, the items bundled."""
        await self._read_ahead(response, visit)
        items: list[Item] = []
        async for item in self.answered(response, visit, **more):
            if isinstance(item, Request):
                yield item
                continue
            items.append(item)
            if len(items) >= BATCH:
                yield Batch(items)
                items = []
        if items:
            yield Batch(items)

    async def _read_ahead(self, response: Response, visit: Visit) -> None:
        workers = self.state.workers
        if workers is None or not self.DEFERS or not 200 <= response.status < 300:
            return
        try:
            response.meta[READ_AHEAD] = await workers.read(type(self), response.body, visit.board, self.context)
        except PayloadError as error:
            response.meta[READ_AHEAD] = error

    def listing_of(self, response: Response, visit: Visit) -> Listing:
        """Return the postings on an answer; raises PayloadError when it is not what the contract says."""
        request = response.request
        ahead: Listing | PayloadError | None = request.meta.pop(READ_AHEAD, None) if request is not None else None
        if isinstance(ahead, PayloadError):
            raise ahead
        return self.rows(response.body, visit.board) if ahead is None else ahead

    async def answered(self, response: Response, visit: Visit, **more: Any) -> AsyncIterator[Item | Request]:
        """Handle one answer: settle the visit or pass the rows on, then close the visit when nothing is outstanding."""
        visit.outstanding -= 1
        try:
            for item in self.judged(response, visit, **more):
                yield item
        except PayloadError as error:
            visit.fail(str(error))
        for item in self._close_if_done(visit):
            yield item

    async def failed(self, failure: Failure) -> AsyncIterator[Item | Request]:
        """Handle a request that got no answer: refused by politeness, timed out, reset, too large."""
        more = dict(failure.request.cb_kwargs)  # type: ignore[attr-defined]
        visit: Visit = more.pop("visit")
        visit.outstanding -= 1
        status = getattr(failure.value, "board_status", None)
        reason = str(failure.value) or type(failure.value).__name__
        if status is not None:
            visit.settle(status, reason)
        else:
            for item in self.lost(f"{type(failure.value).__name__}: {reason}"[:300], visit, **more):
                yield item
        for item in self._close_if_done(visit):
            yield item

    def judged(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Yield what follows an answer of any status: another address, the rows, or nothing when it is a verdict."""
        dead = response.status in DEAD and not visit.listed
        twin = self.elsewhere(visit.board) if dead else None
        if twin is not None:
            visit.board = twin
            yield self.ask(self.first_request(twin), visit, conditional=True)
        elif self.usable(response, visit):
            yield from self.handle(response, visit, **more)

    def lost(self, reason: str, visit: Visit, **_more: Any) -> Iterator[Item]:
        """Yield what follows a request without an answer; as a rule a part of the listing is missing."""
        visit.fail(reason)
        return iter(())

    @abstractmethod
    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Yield what follows a usable answer; a base class per access method defines it."""

    def _close_if_done(self, visit: Visit) -> Iterator[Item]:
        if visit.outstanding == 0 and visit.board.slug in self.open_visits:
            del self.open_visits[visit.board.slug]
            yield visit
