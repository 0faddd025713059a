"""What every spider shares: visits, the fate of each answer, and the step from a row to stored items."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from skilldemand.crawler.errors import CrawlerError, PayloadError
from skilldemand.crawler.items import Batch, Dropped, Encoded, Item, Known, Listed, Unread
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.reading import Read, read_row
from skilldemand.crawler.registry import Board
from skilldemand.crawler.roles import load_role_filter
from skilldemand.crawler.row import Row
from skilldemand.crawler.run_state import RunState
from skilldemand.crawler.spiders.verdicts import DEAD, Verdicts
from skilldemand.crawler.visit import Visit

BATCH = 100
"""Most items that go through Scrapy together; between two batches other answers get their turn."""


class BoardSpider(Verdicts, scrapy.Spider, ABC):
    """A source with many boards, each visited once a run.

    A subclass gives `first_request`, `rows` and `posting`; a base class per access method adds what follows an answer.
    `rows` and `posting` are pure: they can be called on recorded answers without a crawl.
    """

    IGNORED: ClassVar[frozenset[str]] = frozenset()
    """Fields of a row that are known and deliberately not read."""
    ID_FIELD: ClassVar[str] = "id"
    """Field of a listing row that identifies the posting on its board."""
    TITLE_FIELD: ClassVar[str] = "title"
    DEFERS: ClassVar[bool] = False
    """Whether rows may be read by workers; False where the spider itself looks at what a row became."""

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

    @staticmethod
    @abstractmethod
    def posting(row: Row, board: Board, context: Context) -> Posting:
        """Return the record of one row; raises PayloadError when a mandatory field is missing."""

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
        """Handle one answer as `answered` does, the items bundled."""
        items: list[Item] = []
        async for item in self.answered(response, visit, **more):
            if isinstance(item, Request):
                yield item
                continue
            items.append(item)
            if len(items) >= BATCH:
                yield Batch(await self._read_waiting(items, visit))
                items = []
        if items:
            yield Batch(await self._read_waiting(items, visit))

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

    # From a row to items

    def new_rows(self, listing: Listing, visit: Visit) -> list[dict[str, Any]]:
        """Return the rows not seen in this visit, each counted as listed.

        A row without an id is counted as bad, and the listing is not whole: it may be any of the stored postings.
        """
        fresh = []
        on_page: set[str] = set()
        for row in listing.rows:
            native_id = self.row_id(row)
            if native_id is None:
                visit.bad_rows[f"no {self.ID_FIELD}"] += 1
                visit.fail(f"a row without {self.ID_FIELD}")
            elif native_id not in visit.seen_ids:
                visit.seen_ids.add(native_id)
                visit.listed += 1
                fresh.append(row)
            elif native_id not in on_page:
                continue  # from a page before: pages shifted or began anew, and another posting may be missing for it
            on_page.add(native_id or "")
            visit.rows += 1
        return fresh

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the id of a listing row, None when it has none."""
        value = row.get(cls.ID_FIELD) if isinstance(row, dict) else None
        return str(value) if value not in (None, "") else None

    @classmethod
    def row_title(cls, row: dict[str, Any]) -> str:
        """Return the title of a listing row, empty when it has none."""
        return str(row.get(cls.TITLE_FIELD) or "") if isinstance(row, dict) else ""

    def key_of(self, row: dict[str, Any], visit: Visit) -> str:
        """Return the posting_key of a listing row."""
        return f"{self.name}:{visit.board.slug}:{self.row_id(row)}"

    def keeps(self, row: dict[str, Any], visit: Visit) -> Iterator[Item]:
        """Yield the dropped record when the role filter leaves the row out, nothing when it is kept."""
        title = self.row_title(row)
        if title and self.roles.family_of(title) is None:
            visit.dropped += 1
            yield Dropped(board=visit.board.slug, native_id=self.row_id(row) or "", title=title)

    def emit(self, row: dict[str, Any], visit: Visit) -> Iterator[Item]:
        """Yield the posting of a row; a bad row is counted and left out, the rest of the board goes on.

        A bad row still says that its posting stands on the board, so one that is stored is sighted and stays open.
        """
        where = self.key_of(row, visit)
        if self.DEFERS and self.state.workers is not None:
            yield Unread(row, where)
        else:
            yield from self._taken(read_row(type(self), row, where, visit.board, self.context), visit)

    def _taken(self, read: Read, visit: Visit) -> Iterator[Item]:
        """Yield what follows from a row that was read."""
        if read.error is not None:
            visit.bad_rows[read.error_kind] += 1
            self.logger.warning("%s: left out: %s", read.posting_key, read.error)
            yield from self.still_there(read.posting_key, visit)
            return
        if "description_text" not in read.states:
            self.crawler.stats.inc_value(f"skilldemand/no_text/{self.name}")
            if self.state.is_stored(read.posting_key):  # an answer without texts must not wipe out the stored one
                visit.bad_rows["no text"] += 1
                yield Known(visit.board.slug, read.posting_key)
                return
        for key in read.leftovers:
            self.crawler.stats.inc_value(f"skilldemand/new_key/{self.name}/{key}")
        visit.emitted += 1
        if read.posting is not None:
            yield Listed(read.posting)
        else:
            yield Encoded(read.posting_key, visit.board.slug, read.content_hash, read.line, read.states)

    async def _read_waiting(self, items: list[Item], visit: Visit) -> list[Item]:
        """Return the items with every unread row in its place read by a worker."""
        workers, waiting = self.state.workers, [item for item in items if isinstance(item, Unread)]
        if workers is None or not waiting:
            return items
        rows = [(item.row, item.posting_key) for item in waiting]
        reads = iter(await workers.read(type(self), rows, visit.board, self.context))
        done: list[Item] = []
        for item in items:
            done += self._taken(next(reads), visit) if isinstance(item, Unread) else [item]
        return done

    def still_there(self, posting_key: str, visit: Visit) -> Iterator[Item]:
        """Yield a sighting of a posting that could not be read now when its text is stored."""
        if self.state.is_stored(posting_key):
            yield Known(visit.board.slug, posting_key)

    def _close_if_done(self, visit: Visit) -> Iterator[Item]:
        if visit.outstanding == 0 and visit.board.slug in self.open_visits:
            del self.open_visits[visit.board.slug]
            yield visit
