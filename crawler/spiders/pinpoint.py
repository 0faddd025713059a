"""Pinpoint career pages."""

from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider

SECTIONS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of a career page."""
    return Listing(rows=open_rows(body, board, "data")[0])


def _pay(row: Row) -> tuple[list[Salary], str | None]:
    words = row.text("compensation")
    low, high = row.maybe("compensation_minimum"), row.maybe("compensation_maximum")
    currency, period = row.text("compensation_currency"), row.text("compensation_frequency")
    if row.maybe("compensation_visible") is False:  # the employer keeps it to the recruiters
        return [], None
    return stated_pay(low, high, currency, period), words


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting."""
    location = row.object("location")
    name = location.text("name")
    place = stated_place(raw=name, city=location.text("city"), region=location.text("province"))
    job = row.object("job")
    employment = row.text("employment_type") or row.text("employment_type_text")
    salary, salary_raw = _pay(row)
    path = row.text("path")
    return compose(
        "pinpoint",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=None,
        description=joined(
            row.text("description"), *(titled(row.text(f"{part}_header"), row.text(part)) for part in SECTIONS)
        ),
        requisition_id=job.text("requisition_id"),
        url=row.text("url") or (f"https://{board.slug}.pinpointhq.com{path}" if path else None),
        location_raw=name or (place.raw if place else None),
        places=distinct([place]),
        **workplace_fields(row.text("workplace_type") or row.text("workplace_type_text"), name),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=job.label("department") or row.label("department"),
        team=job.label("division"),
        salary=salary,
        salary_raw=salary_raw,
        valid_through=parse_date(row.text("deadline_at")),
    )


class PinpointSpider(WholeBoardSpider):
    """Reads Pinpoint career pages.

    Source
      Pinpoint career pages (each under pinpointhq.com)
    API documentation
      None; postings.json is what the pages themselves are built from.
    Terms
      No terms for readers; robots.txt of each page decides.
    Caveats
      There is no post date at all: deadline_at is the end of applications. Pay that compensation_visible hides is not
      stored.
    """

    name = "pinpoint"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"workplace_type_text", "employment_type_text", "department", "path", "reporting_to", "requisition_id"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board."""
        return Request(f"https://{board.slug}.pinpointhq.com/postings.json")
