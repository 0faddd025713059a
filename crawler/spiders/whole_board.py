"""Boards that answer one request with everything."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Request, Response

from skilldemand.crawler.items import Item
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import Visit


class WholeBoardSpider(BoardSpider):
    """Use when one answer holds every posting of a board with its text."""

    DEFERS = True

    def handle(self, response: Response, visit: Visit, **_more: Any) -> Iterator[Item | Request]:
        """Yield every kept posting of the answer."""
        listing = self.listing_of(response, visit)
        self.note_validators(response, visit)
        for row in self.new_rows(listing, visit):
            dropped = list(self.keeps(row, visit))
            yield from dropped or self.emit(row, visit)
        if listing.capped:
            visit.fail("the answer is capped and may miss postings")
        if listing.total is not None and visit.rows < listing.total:
            visit.fail(f"listed {visit.rows} of {listing.total}")
