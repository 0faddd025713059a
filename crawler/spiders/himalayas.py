"""Himalayas remote jobs."""

import re
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.eligible import eligible_places
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

PAGE = 20
_SITE = re.compile(r"^https?://(?:www\.)?himalayas\.app/")
UNNAMED = "name"
"""What stands in companyName while the newest rows are still being filled (contract 1.21)."""


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of one page of the browse or the search interface."""
    found, envelope = open_rows(body, board, "jobs")
    total, limit = (envelope.get(name) for name in ("totalCount", "limit"))
    full = len(found) >= (limit if isinstance(limit, int) and 0 < limit <= PAGE else PAGE)
    return Listing(rows=found, total=total if isinstance(total, int) else None, next=MORE if full else None)


def short_id(guid: str) -> str:
    """Return a posting's address without the part that all have."""
    return _SITE.sub("", guid)


def _company(row: Row) -> str | None:
    name, slug = row.text("companyName"), row.text("companySlug")
    if name and name.lower() != UNNAMED:
        return name
    return slug.replace("-", " ").title() if slug else None


def _names(row: Row, field: str) -> list[str]:
    """Return the names in a list of texts or of objects with a name."""
    value = row.maybe(field)
    entries = value if isinstance(value, list) else [value]
    texts = (entry.get("name") if isinstance(entry, dict) else entry for entry in entries)
    return [text.strip() for text in texts if isinstance(text, str) and text.strip()]


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    countries = _names(row, "locationRestrictions")
    published = row.maybe("pubDate")
    employment = row.text("employmentType")
    low, high, currency = row.maybe("minSalary"), row.maybe("maxSalary"), row.text("currency")
    # Answers from before the period had a field of its own state pay by the year, as the documentation does.
    period = row.text("salaryPeriod") if row.has("salaryPeriod") else "annual"
    return compose(
        "himalayas",
        board,
        context,
        native_id=short_id(str(row.take("guid"))),
        title=row.take("title"),
        company=_company(row),
        description=row.text("description") or row.text("excerpt"),
        url=row.text("applicationLink"),
        location_raw="; ".join(countries) or None,
        places=eligible_places(countries),
        workplace="remote",  # the feed has no other jobs
        workplace_basis="stated",
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        tags=[*_names(row, "seniority"), *_names(row, "categories")],
        salary=stated_pay(low, high, currency, period),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=str(published) if published else None,
        valid_through=parse_date(row.maybe("expiryDate")),
    )


class HimalayasSpider(FeedSpider):
    """Reads the Himalayas feed, by search where options.query is given.

    Source
      Himalayas remote jobs (himalayas.app)
    API documentation
      https://himalayas.app/docs/data-dictionary
    Terms
      Free with attribution; the data changes once in 24 hours, so a visit a day is enough.
    Caveats
      The newest rows may call their employer "name": the employer's slug is read then. A page has at most 20 rows
      whatever is asked. The search pages by number and ignores an offset, the browse interface the other way round. No
      country restriction means that the job can be done from anywhere.
    """

    name = "himalayas"
    MAX_PAGES = 25

    # BoardSpider
    ID_FIELD = "guid"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"excerpt", "companyLogo", "timezoneRestrictions", "parentCategories", "companyAssets"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the id of a posting."""
        guid = super().row_id(row)
        return short_id(guid) or None if guid else None

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        query = board.options.get("query")
        if query:
            return Request(f"https://himalayas.app/jobs/api/search?{urlencode({'q': query, 'page': number + 1})}")
        return Request(f"https://himalayas.app/jobs/api?limit={PAGE}&offset={number * PAGE}")
