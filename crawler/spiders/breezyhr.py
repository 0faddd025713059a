"""Breezy HR career pages."""

from typing import Any, ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider


def rows(body: bytes, board: Board) -> Listing:
    """Return the positions of a career page."""
    return Listing(rows=open_rows(body, board, "positions", "data")[0])


def _place(location: Row) -> Place | None:
    return stated_place(
        raw=location.text("name"),
        city=location.text("city"),
        region=location.label("state", "name", "id"),
        country=location.label("country", "id", "name"),
    )


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one position."""
    stated: Any = row.maybe("location")
    location = Row(stated if isinstance(stated, dict) else {"name": stated}, row.where)
    remote = "remote" if location.maybe("is_remote") is True else None
    first = _place(location)
    places = distinct([first, *(_place(other) for other in row.objects("locations"))])
    employment = row.label("type")
    salary = row.text("salary")
    published = row.text("published_date")
    return compose(
        "breezyhr",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("name"),
        company=row.label("company"),
        description=row.text("description"),
        url=row.text("url"),
        location_raw=first.raw if first else None,
        places=places,
        **workplace_fields(remote, first.raw if first else None),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.label("department"),
        salary=parse_salary(salary, first.country if first else None),
        salary_raw=salary,
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
    )


class BreezyhrSpider(WholeBoardSpider):
    """Reads Breezy HR career pages.

    Source
      Breezy HR career pages (each under breezy.hr)
    API documentation
      None; the pages publish their positions as /json.
    Terms
      No terms for readers; robots.txt leaves /json open.
    Caveats
      Texts come only with verbose=true. Pay is one line of words. The answer is a bare array.
    """

    name = "breezyhr"

    # BoardSpider
    TITLE_FIELD = "name"
    IGNORED: ClassVar[frozenset[str]] = frozenset({"friendly_id", "education", "experience", "category", "tags"})
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board with texts."""
        return Request(f"https://{board.slug}.breezy.hr/json?verbose=true")
