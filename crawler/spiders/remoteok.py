"""Remote OK."""

import re
from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.identity import clean_line
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

# The board asks applicants to repeat a word and a tag made from the reader's address: no part of the posting, and
# another one in every answer, so the text would seem to change each time.
_WORD_TO_MENTION = re.compile(r"(?:<br\s*/?>|\s)*Please mention the word\b(?:(?!Please mention).)*\Z", re.DOTALL)
_NUMBER = re.compile(r"\d")


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of the answer; its first element is a legal notice."""
    found, _ = open_rows(body, board, "jobs")
    return Listing(rows=[row for row in found if not (isinstance(row, dict) and "legal" in row)])


def _address(url: str | None, slug: str | None) -> str | None:
    """Return the posting's own page; some rows name the general listing, which has no number in its address."""
    if url and _NUMBER.search(url):
        return url
    return f"https://remoteok.com/remote-jobs/{slug}" if slug else None


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    description = row.text("description") or ""
    location = (clean_line(row.text("location")) or "").strip(" ,") or None
    published = row.text("date") or row.maybe("epoch")
    slug, url = row.text("slug"), row.text("url")
    return compose(
        "remoteok",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("position"),
        company=row.text("company"),
        description=description,
        body=_WORD_TO_MENTION.sub("", description),
        url=_address(url, slug),
        apply_url=row.text("apply_url"),
        location_raw=location,
        places=parse_places(location),
        workplace="remote",  # the feed has no other jobs
        workplace_basis="stated",
        tags=row.strings("tags"),
        salary=stated_pay(row.maybe("salary_min"), row.maybe("salary_max"), None, None),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=str(published) if published else None,
    )


class RemoteokSpider(FeedSpider):
    """Reads the Remote OK feed.

    Source
      Remote OK (remoteok.com)
    API documentation
      https://remoteok.com/api
    Terms
      Free API that asks for a link back to the posting's page and for its name as the source.
    Caveats
      The newest 100 only. The first element is a legal notice. Pay of 0 is absent, and neither its currency nor its
      period is stated. Texts come with characters already broken at the source, which are repaired. The closing words
      that ask applicants to mention a word change with every answer and are left out of the text.
    """

    name = "remoteok"

    # BoardSpider
    TITLE_FIELD = "position"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"epoch", "company_logo", "logo", "original", "verified", "legal", "last_updated"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:  # noqa: ARG002
        """Ask for the newest jobs."""
        return Request("https://remoteok.com/api")
