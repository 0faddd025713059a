"""Boards whose listing has no text: details are fetched only for new postings that the role filter keeps."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Request, Response

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.items import Item, Known, Listed
from skilldemand.crawler.registry import Board
from skilldemand.crawler.spiders.paged import PagedSpider
from skilldemand.crawler.visit import Visit


def merged(row: dict[str, Any], detail: dict[str, Any]) -> dict[str, Any]:
    """Return the row with the detail's fields over it; an empty field of the detail takes nothing away."""
    return {**row, **{name: value for name, value in detail.items() if value not in (None, "") or name not in row}}


class ListDetailSpider(PagedSpider):
    """Use when the text of a posting needs a request of its own.

    A detail that is missing or broken leaves its posting listed but unread; it never closes it nor cuts the board.
    """

    DEFERS = False
    DETAILS_A_RUN: ClassVar[int] = 200
    """Most details fetched for one board in one run; the rest come in the next."""

    @abstractmethod
    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Return the request of one posting's detail."""

    @staticmethod
    @abstractmethod
    def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
        """Return the full row for `posting`: the listing row with the detail's fields over it.

        None when the source says that the posting is closed; raises PayloadError on another form.
        """

    def emit(self, row: dict[str, Any], visit: Visit) -> Iterator[Item | Request]:  # type: ignore[override]
        """Yield a sighting for a known posting and a detail request for a new one."""
        key = self.key_of(row, visit)
        if self.state.is_fresh(key):
            visit.emitted += 1
            yield Known(visit.board.slug, key)
        elif self.state.detail_budget(visit.board, self.DETAILS_A_RUN):
            yield self.ask(self.detail_request(row, visit.board), visit, row=row)
        else:
            yield from self._unread("detail left for the next run", row, visit)

    def judged(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Handle a page of the listing, or the detail of the row that was asked for."""
        if "row" not in more:
            yield from super().judged(response, visit, **more)
        elif 200 <= response.status < 300:
            yield from self._detailed(response, more["row"], visit)
        else:
            yield from self._unread(f"detail answered {response.status}", more["row"], visit)

    def lost(self, reason: str, visit: Visit, **more: Any) -> Iterator[Item]:
        """Note a page or a detail that never came; only a page cuts the listing."""
        if "row" in more:
            return self._unread("detail did not come", more["row"], visit)
        return super().lost(reason, visit, **more)

    def _detailed(self, response: Response, row: dict[str, Any], visit: Visit) -> Iterator[Item | Request]:
        try:
            full = self.detail(response.body, row, visit.board)
        except PayloadError as error:
            self.logger.warning("%s: %s", self.key_of(row, visit), error)
            yield from self._unread("detail unreadable", row, visit)
            return
        if full is None:
            visit.bad_rows["detail says closed"] += 1  # the source's own word, so it is not sighted
            return
        for item in super().emit(full, visit):
            if isinstance(item, Listed):  # read anew, so it is young again even when nothing changed
                posting = item.posting
                self.state.note_stored(posting.posting_key, visit.board.slug, posting.content_hash)
            yield item

    def _unread(self, reason: str, row: dict[str, Any], visit: Visit) -> Iterator[Item]:
        visit.bad_rows[reason] += 1
        yield from self.still_there(self.key_of(row, visit), visit)
