"""Boards whose listing has no text: details are fetched only for new postings that the role filter keeps."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Request, Response

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.items import Item, Known
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.paged import PagedSpider
from skilldemand.crawler.visit import Visit


class ListDetailSpider(PagedSpider):
    """Use when the text of a posting needs a request of its own.

    A detail that is missing or broken leaves its posting listed but unread; it never closes it nor cuts the board.
    """

    DETAILS_A_RUN: ClassVar[int] = 200
    """Most details fetched for one board in one run; the rest come in the next."""

    @abstractmethod
    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Return the request of one posting's detail."""

    @staticmethod
    @abstractmethod
    def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
        """Return the full row for `posting`, None when the posting is gone; raises PayloadError on another form."""

    def emit(self, row: dict[str, Any], visit: Visit) -> Iterator[Item | Request]:  # type: ignore[override]
        """Yield a sighting for a known posting and a detail request for a new one."""
        key = f"{self.name}:{visit.board.slug}:{self.row_id(row)}"
        if self.state.is_fresh(key):
            visit.emitted += 1
            yield Known(visit.board.slug, key)
        elif self.state.detail_budget(visit.board, self.DETAILS_A_RUN):
            yield self.ask(self.detail_request(row, visit.board), visit, row=row)
        else:
            visit.bad_rows["detail left for the next run"] += 1

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Handle a page of the listing, or the detail of the row that was asked for."""
        if "row" not in more:
            yield from super().handle(response, visit, **more)
            return
        try:
            full = self.detail(response.body, more["row"], visit.board)
        except PayloadError as error:
            visit.bad_rows["detail unreadable"] += 1
            self.logger.warning("%s", error)
            return
        if full is None:
            visit.bad_rows["detail gone"] += 1
            return
        yield from super().emit(full, visit)
