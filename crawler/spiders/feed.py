"""Feeds: one board that shows postings of many employers, as a rule only the newest or those that fit a search."""

from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Request, Response

from skilldemand.crawler.items import Item
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.paged import PagedSpider
from skilldemand.crawler.visit import AS_USUAL, NOTHING, Visit


class FeedSpider(PagedSpider):
    """Use when the source collects postings of many employers; a posting's company is the employer's name as stated.

    What a feed does not show may still be open, so a visit of a rotating feed never ends complete: it is partial with
    the reason AS_USUAL, and with a further reason only where something went wrong.
    """

    ROTATES: ClassVar[bool] = True
    """False for a feed that states how many postings it has and shows them all."""

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Yield every kept posting of the page, then ask for the next one."""
        yield from super().handle(response, visit, **more)
        if self.ROTATES and visit.rows:
            visit.fail(AS_USUAL)
        elif self.ROTATES:
            visit.keep_partial(NOTHING)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the next page; a feed of one answer has none, and its `rows` never name one."""
        return self.first_request(board)

    def go_on(
        self, visit: Visit, following: str | int | None, number: int, total: int | None, **more: Any
    ) -> Iterator[Request]:
        """Yield the request of the next page; that a rotating feed ends early or counts more than it shows is usual."""
        if not self.ROTATES or (following is not None and number < self.MAX_PAGES):
            yield from super().go_on(visit, following, number, total, **more)
