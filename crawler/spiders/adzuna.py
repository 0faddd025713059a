"""Adzuna."""

import os
from typing import ClassVar
from urllib.parse import urlencode

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

ID, KEY = "SKILLDEMAND_ADZUNA_APP_ID", "SKILLDEMAND_ADZUNA_APP_KEY"
PAGE = 50
CURRENCIES = {
    "gb": "GBP", "us": "USD", "ca": "CAD", "au": "AUD", "nz": "NZD", "in": "INR", "sg": "SGD", "za": "ZAR", "br": "BRL",
    "mx": "MXN", "pl": "PLN", "ch": "CHF", "at": "EUR", "be": "EUR", "de": "EUR", "es": "EUR", "fr": "EUR", "it": "EUR",
    "nl": "EUR",
}  # fmt: skip
"""Currency in which the site of a country states pay; the answers do not name it."""


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of one page."""
    found, envelope = open_rows(body, board, "results")
    total = envelope.get("count")
    return Listing(
        rows=found, total=total if isinstance(total, int) else None, next=MORE if len(found) >= PAGE else None
    )


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting; pay that Adzuna predicts is marked as an estimate."""
    place = row.object("location")
    location = place.text("display_name") or ", ".join(reversed(place.strings("area"))) or None
    predicted = str(row.maybe("salary_is_predicted")) in ("1", "True")
    employment = ", ".join(part for part in (row.text("contract_time"), row.text("contract_type")) if part) or None
    created = row.text("created")
    category = row.label("category", "label")
    country = str(board.options.get("country") or "")
    return compose(
        "adzuna",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=row.label("company", "display_name"),
        description=row.text("description"),
        url=row.text("redirect_url"),
        location_raw=location,
        places=parse_places(location),
        **workplace_fields(None, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        tags=[category] if category else [],
        salary=stated_pay(
            row.maybe("salary_min"),
            row.maybe("salary_max"),
            CURRENCIES.get(country),
            None,
            basis="estimated" if predicted else "stated",
        ),
        posted_at=parse_date(created),
        posted_at_basis="stated" if created else None,
        posted_at_raw=created,
    )


class AdzunaSpider(FeedSpider):
    """Reads Adzuna by country (options.country) and words (options.query).

    Source
      Adzuna (api.adzuna.com)
    API documentation
      https://developer.adzuna.com/
    Terms
      A key is needed. 25 requests a minute, 250 a day, 1000 a week, 2500 a month; vacancy counts and averages need
      consent.
    Caveats
      Descriptions are snippets of 500 characters, too short to read skills from. Much of the pay is predicted and is
      marked as an estimate. Neither currency nor period of pay is stated; the currency is that of the country.
    """

    name = "adzuna"
    MAX_PAGES = 10

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset({"adref", "latitude", "longitude", "__CLASS__"})
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        query = {
            "app_id": os.environ.get(ID, ""),
            "app_key": os.environ.get(KEY, ""),
            "what": board.options.get("query") or "",
            "results_per_page": PAGE,
            "sort_by": "date",
            "content-type": "application/json",
        }
        country = board.option("country")
        return Request(f"https://api.adzuna.com/v1/api/jobs/{country}/search/{number + 1}?{urlencode(query)}")
