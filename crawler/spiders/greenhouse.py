"""Greenhouse job boards."""

import re
from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, open_rows
from skilldemand.crawler.fields.boilerplate import without_blocks
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.escaped import unescaped
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider

HOURLY_BELOW = 500
"""A range that ends below this many units is an hourly wage: the API states no period (contract 1.1)."""

EMPLOYMENT_FIELD = re.compile(r"employment|job type|time type|contract type", re.IGNORECASE)


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of a board's answer, or the one job of a job's own answer."""
    data = open_json(body, board)
    if isinstance(data, dict) and "jobs" not in data and "id" in data and "title" in data:
        return Listing(rows=[data])
    jobs, envelope = open_rows(body, board, "jobs")
    meta = envelope.get("meta")
    return Listing(rows=jobs, total=meta.get("total") if isinstance(meta, dict) else None)


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


def _places(location: str | None, row: Row) -> list[Place]:
    """Return the places of the location line, which may name several; the offices only where it names none."""
    offices = [stated_place(raw=entry.text("location") or entry.text("name")) for entry in row.objects("offices")]
    return parse_places(location) or distinct(offices)


def _employment(row: Row) -> str | None:
    """Return what the employer's own fields call the form of employment; the API has no field for it."""
    for entry in row.objects("metadata"):
        if EMPLOYMENT_FIELD.search(entry.text("name") or "") and isinstance(value := entry.maybe("value"), str):
            return value.strip()
    return None


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    location = row.object("location").text("name")
    departments = [name for entry in row.objects("departments") if (name := entry.text("name"))]
    published = row.text("first_published")
    content = unescaped(row.text("content") or "")
    employment = _employment(row)
    prospect = row.has("internal_job_id") and row.maybe("internal_job_id") is None
    return compose(
        "greenhouse",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=row.text("company_name"),
        description=content,
        body=without_blocks(content, "content-intro", "content-conclusion"),
        requisition_id=row.text("requisition_id"),
        url=row.text("absolute_url"),
        location_raw=location,
        places=_places(location, row),
        **workplace_fields(None, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=departments[0] if departments else None,
        tags=["prospect"] if prospect else [],
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
      once per city under its own id. A post without internal_job_id is no opening but a talent pool: it is tagged
      "prospect". Introduction and conclusion, which the board puts around every post, are no part of the text.
    """

    name = "greenhouse"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"data_compliance", "ai_disclaimer", "include_ai_disclaimer", "education", "employment",
         "ai_opt_out_request_url", "questions", "location_questions", "compliance", "demographic_questions"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board with texts and pay."""
        host = "boards-api.eu.greenhouse.io" if board.options.get("region") == "eu" else "boards-api.greenhouse.io"
        return Request(f"https://{host}/v1/boards/{board.slug}/jobs?content=true&pay_transparency=true")
