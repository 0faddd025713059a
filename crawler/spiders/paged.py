"""Boards and feeds whose listing comes in pages that carry the texts."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Request, Response

from skilldemand.crawler.items import Item
from skilldemand.crawler.listing import MORE
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import Visit


class PagedSpider(BoardSpider):
    """Use when the listing has several pages and each row carries its text.

    A page that repeats only known rows ends the walk: some services wrap around to the first page instead of ending.
    """

    MAX_PAGES: ClassVar[int] = 200
    DEFERS = True
    BY_ROWS: ClassVar[bool] = False
    """Whether MORE stands for the number of rows read so far, which goes on right behind a page cut short."""

    def first_request(self, board: Board) -> Request:
        """Ask for the first page; a source whose first request differs from those of further pages says so itself."""
        return self.page_request(board, MORE, 0)

    @abstractmethod
    def page_request(self, board: Board, following: str | int, number: int) -> Request:
        """Return the request of the next page: `following` is Listing.next, `number` how many pages were read."""

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Yield every kept posting of the page, then ask for the next one with what else came along."""
        number: int = more.pop("number", 1)
        before: int | None = more.pop("total", None)
        listing = self.listing_of(response, visit)
        if number == 1 and listing.next is None:  # of several pages the first says nothing about the others
            self.note_validators(response, visit)
        fresh = self.new_rows(listing, visit)
        for row in fresh:
            dropped = list(self.keeps(row, visit))
            yield from dropped or self.emit(row, visit)
        # Some services state the total on the first page only and 0 after it.
        total = before if before is not None else listing.total
        yield from self.go_on(visit, listing.next if fresh else None, number, total, **more)
        if listing.capped:
            visit.fail("the listing is capped and may miss postings")

    def go_on(
        self, visit: Visit, following: str | int | None, number: int, total: int | None, **more: Any
    ) -> Iterator[Request]:
        """Yield the request of the next page; without one, compare what was listed with the total."""
        if following is not None and number < self.MAX_PAGES:
            position = visit.listed if self.BY_ROWS and following == MORE else following
            request = self.page_request(visit.board, position, number)
            yield self.ask(request, visit, number=number + 1, total=total, **more)
        elif following is not None:
            visit.fail(f"stopped after {number} pages")
        elif total is not None and visit.rows < total:
            visit.fail(f"listed {visit.rows} of {total}")
