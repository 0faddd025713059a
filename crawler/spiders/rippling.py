"""Rippling job boards."""

from typing import Any, ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.sections import joined
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged

API = "https://api.rippling.com/platform/api/ats/v1/board"


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of a board; a job that stands once per location comes once, with all its locations."""
    jobs, answer = open_rows(body, board, "items", "jobs")
    found: dict[Any, dict[str, Any]] = {}
    for number, job in enumerate(jobs):
        if not isinstance(job, dict):
            found[number] = job
            continue
        key = str(job.get("uuid") or job.get("id") or number)
        known = found.setdefault(key, {**job, "locations": []})
        listed = job.get("locations")
        places = listed if isinstance(listed, list) and listed else [job.get("workLocation")]
        known["locations"] += [place for place in places if place and place not in known["locations"]]
    page, pages = answer.get("page"), answer.get("totalPages")
    more = isinstance(page, int) and isinstance(pages, int) and page + 1 < pages
    return Listing(rows=list(found.values()), next=MORE if more else None)


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the row with the job's own fields."""
    return merged(row, open_object(body, board, "name"))


def _places(row: Row) -> tuple[list[Place], str | None]:
    """Return the places, and the word for the workplace that one of them may carry."""
    places: list[Place | None] = []
    workplace = None
    for name in row.strings("workLocations"):
        places += parse_places(name) or [Place(raw=name)]
    for entry in row.objects("locations"):
        workplace = workplace or entry.text("workplaceType")
        raw = entry.text("label") or entry.text("name")
        city, region = entry.text("city"), entry.text("state") or entry.text("stateCode")
        country = entry.text("countryCode") or entry.text("country")
        places.append(stated_place(raw=raw, city=city, region=region, country=country))
    return distinct(places), workplace


def _pay(row: Row) -> list[Salary]:
    return [
        salary
        for entry in row.objects("payRangeDetails")
        for salary in stated_pay(
            entry.maybe("rangeStart"), entry.maybe("rangeEnd"), entry.text("currency"), entry.text("frequency")
        )
    ]


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job; a bare listing row becomes one without text."""
    places, workplace = _places(row)
    location = "; ".join(place.raw for place in places) or None
    texts = row.object("description")
    role, company_text = texts.text("role"), texts.text("company")
    # The two names are swapped at the source: id holds the words, label the code.
    employment = row.label("employmentType", "id", "label")
    created = row.text("createdOn")
    return compose(
        "rippling",
        board,
        context,
        native_id=row.text("uuid") or row.take("id"),
        title=row.take("name"),
        company=row.text("companyName"),
        description=joined(role, company_text),
        body=role or "",
        url=row.text("url"),
        location_raw=location,
        places=places,
        **workplace_fields(workplace, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.label("department", "name", "label", "id"),
        salary=_pay(row),
        posted_at=parse_date(created),
        posted_at_basis="stated" if created else None,
        posted_at_raw=created,
    )


class RipplingSpider(ListDetailSpider):
    """Reads Rippling job boards.

    Source
      Rippling job boards (api.rippling.com)
    API documentation
      https://developer.rippling.com/documentation/job-board-api
    Terms
      At most 100 requests in ten minutes; the customer terms forbid data aggregation services, so it is off.
    Caveats
      A job stands once for each of its locations. In employmentType the names id and label are swapped. The company
      half of a description is the same on every job and is no part of the text.
    """

    name = "rippling"

    # BoardSpider
    ID_FIELD = "uuid"
    TITLE_FIELD = "name"
    DETAILS_A_RUN = 80
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"id", "workLocation", "board", "language", "unsupportedLanguage", "logoUrl", "applyUrl", "jobBoardUrl"}
    )
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the job's uuid, which the second version of the API calls id."""
        value = (row.get("uuid") or row.get("id")) if isinstance(row, dict) else None
        return str(value) if value else None

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board."""
        return Request(f"{API}/{board.slug}/jobs")

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for a further page; only an answer that counts its pages has one."""
        return Request(f"{API}/{board.slug}/jobs?page={number}")

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Ask for one job."""
        return Request(f"{API}/{board.slug}/jobs/{self.row_id(row)}")
