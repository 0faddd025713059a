"""BambooHR career pages."""

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged
from skilldemand.crawler.visit import Visit

WORKPLACES = {"0": "onsite", "1": "remote", "2": "hybrid"}
_ID = re.compile(r"/careers/(\d+)")
OFF_PATHS = ("/login.php", "/settings/account/expired.php")


def rows(body: bytes, board: Board) -> Listing:
    """Return the openings of a career page."""
    openings, answer = open_rows(body, board, "result")
    meta = answer.get("meta")
    counted = meta.get("totalCount", meta.get("total")) if isinstance(meta, dict) else None
    return Listing(rows=openings, total=counted if isinstance(counted, int) else None)


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the row with the opening's own fields; None when it is no longer open."""
    answer = open_object(body, board)
    result = answer.get("result", answer)
    opening = result.get("jobOpening", result) if isinstance(result, dict) else None
    if not isinstance(opening, dict) or "jobOpeningName" not in opening:
        raise PayloadError(f"board {board.slug}: field 'result.jobOpening.jobOpeningName' is missing in the answer.")
    if opening.get("jobOpeningStatus") not in (None, "", "Open"):
        return None
    # The detail names its own id only inside its public address.
    number = _ID.search(str(opening.get("jobOpeningShareUrl") or ""))
    return merged({"id": number[1] if number else None, **row}, opening)


def _location(row: Row) -> tuple[Place | None, bool]:
    """Return the place, and whether a field says that the work is remote."""
    parts = [row.object("location"), row.object("atsLocation")]
    remote = any(part.maybe("isRemote") is True for part in (row, *parts))
    places = [
        stated_place(
            city=part.text("city"),
            region=part.text("state") or part.text("province"),
            country=part.text("country") or part.text("addressCountry"),
        )
        for part in parts
    ]
    flat = stated_place(city=row.text("locationCity"), region=row.text("locationState"))
    return next(iter(distinct([*places, flat])), None), remote


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one opening; a bare listing row becomes one without text."""
    native_id = row.take("id")
    place, remote = _location(row)
    workplace = WORKPLACES.get(row.text("locationType") or "", "remote" if remote else None)
    employment = row.text("employmentStatusLabel") or row.text("employmentType")
    compensation = row.text("compensation")
    published = row.text("datePosted") or row.text("postingDate")
    return compose(
        "bamboohr",
        board,
        context,
        native_id=native_id,
        title=row.take("jobOpeningName"),
        company=None,
        description=row.text("description"),
        url=row.text("jobOpeningShareUrl") or f"https://{board.slug}.bamboohr.com/careers/{native_id}",
        location_raw=place.raw if place else None,
        places=distinct([place]),
        **workplace_fields(workplace, place.raw if place else None),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.text("departmentLabel"),
        tags=[tag] if (tag := row.text("minimumExperience")) else [],
        salary=parse_salary(compensation, place.country if place else None),
        salary_raw=compensation,
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
    )


class BamboohrSpider(ListDetailSpider):
    """Reads BambooHR career pages.

    Source
      BambooHR career pages (each under bamboohr.com)
    API documentation
      None; the pages are built from these answers.
    Terms
      No terms for readers; robots.txt of each page decides.
    Caveats
      A page that was switched off answers with a redirect to the home page, a login or a notice of expiry; it is not
      followed. The post date stands in the detail only.
    """

    name = "bamboohr"

    # BoardSpider
    TITLE_FIELD = "jobOpeningName"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"departmentId", "employmentType", "atsLocation", "jobOpeningStatus", "postingDate", "locationCity",
         "locationState", "jobCategoryId", "seekSettings", "formFields", "hiringLead", "jobCategory"}
    )  # fmt: skip
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    def redirected(self, response: Response, visit: Visit) -> None:
        """Tell a page that was switched off from other redirects by where it leads."""
        location = urlsplit((response.headers.get("Location") or b"").decode("latin-1"))
        if location.hostname == "www.bamboohr.com" or location.path in OFF_PATHS:
            visit.settle("dead", f"answered {response.status}: the career page is switched off")
        else:
            super().redirected(response, visit)

    def first_request(self, board: Board) -> Request:
        """Ask for the list of openings."""
        return Request(f"https://{board.slug}.bamboohr.com/careers/list", headers={"Accept": "application/json"})

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the list; it has no further page."""
        return self.first_request(board)

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Ask for one opening."""
        url = f"https://{board.slug}.bamboohr.com/careers/{self.row_id(row)}/detail"
        return Request(url, headers={"Accept": "application/json"})
