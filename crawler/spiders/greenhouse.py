"""Greenhouse job boards."""

import html
from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, rows_of
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider

HOURLY_BELOW = 500
"""A range that ends below this many units is an hourly wage: the API states no period (contract 1.1)."""


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of a board's answer."""
    data = open_object(body, board, "jobs")
    total = (data.get("meta") or {}).get("total")
    return Listing(rows=rows_of(data["jobs"], board, "jobs"), total=total)


def unescape(content: str) -> str:
    """Return the HTML of a body that is HTML-escaped HTML, some of it twice; text that has tags is left as it is."""
    for _ in range(2):
        if "<" in content or "&lt;" not in content:
            break
        content = html.unescape(content)
    return content


def _pay(row: Row) -> list[Salary]:
    salaries: list[Salary] = []
    for entry in row.objects("pay_input_ranges"):
        low, high = entry.maybe("min_cents"), entry.maybe("max_cents")
        title = entry.text("title")
        top = (high or low or 0) / 100
        words = f"{title or ''} {entry.text('blurb') or ''}".lower()
        period = "hour" if "hour" in words or top < HOURLY_BELOW else "year"
        salaries += stated_pay(
            low / 100 if low else None,
            high / 100 if high else None,
            entry.text("currency_type"),
            period,
            title=title,
        )
    return salaries


def _names(row: Row, field: str) -> list[str]:
    return [name for entry in row.objects(field) if (name := entry.text("name"))]


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    location = row.object("location").text("name")
    offices = _names(row, "offices")
    departments = _names(row, "departments")
    published = row.text("first_published")
    return compose(
        "greenhouse",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=row.text("company_name"),
        description=unescape(row.take("content")),
        requisition_id=row.text("requisition_id"),
        url=row.text("absolute_url"),
        location_raw=location,
        places=[Place(raw=name) for name in ([location] if location else offices)],
        department=departments[0] if departments else None,
        salary=_pay(row),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        updated_at=parse_date(row.text("updated_at")),
        valid_through=parse_date(row.text("application_deadline")),
        language=row.text("language"),
    )


class GreenhouseSpider(WholeBoardSpider):
    """Reads Greenhouse boards.

    Source
      Greenhouse job boards (boards-api.greenhouse.io, EU tenants on boards-api.eu.greenhouse.io)
    API documentation
      https://developers.greenhouse.io/job-board.html
    Terms
      Documented public API without terms for readers; at least one second between requests.
    Caveats
      updated_at is touched in bulk and says nothing of age. Pay is in cents and has no period. The same title stands
      once per city under its own id. Prospect posts have no internal_job_id.
    """

    name = "greenhouse"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"internal_job_id", "metadata", "data_compliance", "ai_disclaimer", "include_ai_disclaimer", "education",
         "ai_opt_out_request_url", "questions", "location_questions", "compliance", "demographic_questions"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board with texts and pay."""
        host = "boards-api.eu.greenhouse.io" if board.options.get("region") == "eu" else "boards-api.greenhouse.io"
        return Request(f"https://{host}/v1/boards/{board.slug}/jobs?content=true&pay_transparency=true")
