"""Arbeitnow job board."""

import re
from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.boilerplate import without_blocks
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.escaped import unescaped
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.workplace_basis import workplace_fields, workplace_flag
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

_COUNT = re.compile(r"\s*\(\d+\)$")


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of one page."""
    found, envelope = open_rows(body, board, "data", "jobs")
    links = envelope.get("links")
    more = isinstance(links, dict) and bool(links.get("next")) and bool(found)
    return Listing(rows=found, next=MORE if more else None)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job; rows taken over from other boards come escaped and with their frame."""
    markup = unescaped(row.text("description") or "")
    location = row.text("location")
    kinds = row.strings("job_types")
    # The field also holds seniority ("professional / experienced"), which is no form of employment.
    employment = next((kind for raw in kinds if (kind := employment_of(raw)) not in (None, "other")), None)
    created = row.maybe("created_at")
    return compose(
        "arbeitnow",
        board,
        context,
        native_id=row.take("slug"),
        title=row.take("title"),
        company=row.text("company_name"),
        description=markup,
        body=without_blocks(markup, "content-intro", "content-conclusion"),
        url=row.text("url"),
        location_raw=location,
        places=parse_places(location),
        **workplace_fields(workplace_flag(remote=row.maybe("remote")), location),
        employment_type=employment,
        employment_type_raw=", ".join(kinds) or None,
        tags=[_COUNT.sub("", tag) for tag in row.strings("tags")],
        posted_at=parse_date(created),
        posted_at_basis="stated" if created else None,
        posted_at_raw=str(created) if created else None,
    )


class ArbeitnowSpider(FeedSpider):
    """Reads the Arbeitnow feed.

    Source
      Arbeitnow job board (www.arbeitnow.com): postings of many employers, most of them in Germany
    API documentation
      https://www.arbeitnow.com/api
    Terms
      The terms permit use of the API with a link back, revocable; shown as attribution.
    Caveats
      Most rows are copies from Greenhouse, SmartRecruiters, Join, Teamtailor, Recruitee and Comeet; the warehouse joins
      copies of one vacancy. Pages shift between two calls. Descriptions are HTML or escaped HTML within one answer.
    """

    name = "arbeitnow"

    # BoardSpider
    ID_FIELD = "slug"
    IGNORED: ClassVar[frozenset[str]] = frozenset({"visa_sponsorship", "language"})
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        return Request(f"https://www.arbeitnow.com/api/job-board-api?page={number + 1}")
