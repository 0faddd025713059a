"""Workday career sites."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import msgspec
from scrapy.http import Request, Response

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.stated_place import country_code, distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.items import Item
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged
from skilldemand.crawler.visit import Visit
from skilldemand.crawler.workday_facets import CAP, Slice, board_size, slices_of

PAGE = 20
"""The most that the service gives: 21 is answered with 400."""


def rows(body: bytes, board: Board) -> Listing:
    """Return one page of the listing.

    Only the first page states a total, and none above 2000; the counts of the facets go beyond and tell the real one.
    A listing narrowed by a search is no whole board, so it counts as capped too.
    """
    jobs, answer = open_rows(body, board, "jobPostings")
    total = answer.get("total")
    total = total if isinstance(total, int) and (total > 0 or not jobs) else None
    if total is not None and total >= CAP:
        total = max(total, board_size(answer.get("facets")))
    return Listing(
        rows=jobs,
        total=total,
        next=MORE if len(jobs) >= PAGE else None,
        capped=bool(board.options.get("search")) or (total is not None and total >= CAP),
    )


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the listing row with the posting's own fields; None when it is no longer posted."""
    answer = open_object(body, board)
    info = answer.get("jobPostingInfo", answer)
    if not isinstance(info, dict) or "title" not in info:
        found = ", ".join(sorted(answer)[:12])
        raise PayloadError(f"board {board.slug}: field 'jobPostingInfo.title' is missing in the answer, found {found}.")
    if info.get("posted") is False:
        return None
    return merged(row, {**info, "hiringOrganization": answer.get("hiringOrganization")})


def native_id(path: Any) -> str | None:
    """Return the requisition at the end of a posting's path, "JR1-2" of "/job/Berlin/Engineer_JR1-2".

    The last part of the path where no number stands behind an underscore.
    """
    last = (path if isinstance(path, str) else "").split("?")[0].rstrip("/").rpartition("/")[2]
    token = last.rpartition("_")[2]
    return (token if any(sign.isdigit() for sign in token) else last) or None


def _places(location: str | None, row: Row) -> list[Place]:
    country = row.label("country", "descriptor", "alpha2Code")
    requisition = row.maybe("jobRequisitionLocation")
    if isinstance(requisition, dict) and isinstance(requisition.get("country"), dict):
        country = requisition["country"].get("alpha2Code") or country
    # "6 Locations" counts places and names none.
    named = location if location and not location.split(" ")[0].isdigit() else None
    main = stated_place(raw=named)
    if main and main.country is None and (code := country_code(country)):
        main = msgspec.structs.replace(main, country=code)
    others = [place for name in row.strings("additionalLocations") for place in parse_places(name)]
    return distinct([main, *others])


def _posted(row: Row, seen_at: str) -> dict[str, Any]:
    start, words = row.text("startDate"), row.text("postedOn")
    if start:
        return {"posted_at": parse_date(start), "posted_at_basis": "stated", "posted_at_raw": start}
    day = parse_date(words, datetime.fromisoformat(seen_at))
    return {"posted_at": day, "posted_at_basis": "estimated" if day else None, "posted_at_raw": words}


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting; a bare listing row becomes one without text."""
    path, public = row.text("externalPath"), row.text("externalUrl")
    requisition = row.text("jobReqId")
    key = native_id(path) or native_id(public) or row.text("jobPostingId") or requisition or row.take("id")
    host, site = board.options.get("host"), board.options.get("site")
    listed = row.text("locationsText")
    location = row.text("location") or listed
    employment = row.text("timeType")
    return compose(
        "workday",
        board,
        context,
        native_id=key,
        title=row.take("title"),
        # The organisation of a posting is often a legal unit ("2100 Acme USA"), so the registry's name comes first.
        company=board.company or row.label("hiringOrganization"),
        description=row.text("jobDescription"),
        requisition_id=requisition,
        url=public or (f"https://{host}/{site}/{path.lstrip('/')}" if host and site and path else None),
        location_raw=location,
        places=_places(location, row),
        **workplace_fields(row.text("remoteType"), location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.label("jobFamilyGroup", "descriptor"),
        **_posted(row, context.seen_at),
        valid_through=parse_date(row.text("endDate")),
    )


def _applied(part: Slice) -> dict[str, list[str]]:
    return {part.parameter: [part.value]}


class WorkdaySpider(ListDetailSpider):
    """Reads Workday career sites.

    Source
      Workday career sites (options: host, site, tenant where it is not the host's first label, search)
    API documentation
      None; the interface behind the public pages.
    Terms
      No terms for readers; robots.txt of each host decides.
    Caveats
      At most 20 rows a page. The total stands on the first page only and ends at 2000, where the listing begins anew.
      bulletFields is not reliably the requisition. "Posted 30+ Days Ago" is a lower bound. A posting's startDate is its
      post date. A board that is larger is read in parts, one facet value after the other; where no facet parts it, or
      with a search (options.search), it is never complete and closes nothing.
    """

    name = "workday"

    # BoardSpider
    ID_FIELD = "externalPath"
    MAX_PAGES = CAP // PAGE
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"bulletFields", "id", "jobPostingId", "jobReqId", "jobPostingSiteId", "canApply", "posted", "postedOn",
         "includeResumeParsing", "questionnaireId", "hiringOrganization", "remote", "similarJobs", "subtitles",
         "jobRequisitionLocation", "supportsExternalApply", "secondaryQuestionnaireId", "externalUrl", "jobFamily",
         "applyUrl", "logoImage", "showSimilarJobs", "externalPath"}
    )  # fmt: skip
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the requisition at the end of the row's path."""
        return native_id(row.get(cls.ID_FIELD)) if isinstance(row, dict) else None

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        return self._page(board, number, {})

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Part a board that is larger than its listing into facets that are listed whole, one after the other."""
        parts = [] if more or visit.board.options.get("search") else self._parts(response, visit.board)
        if not parts:
            yield from super().handle(response, visit, **more)
            return
        size = sum(part.size for part in parts)
        yield from self._first_page_of(parts, size, visit)

    def go_on(
        self, visit: Visit, following: str | int | None, number: int, total: int | None, **more: Any
    ) -> Iterator[Request]:
        """Go on within a part of the board, then to the next part; the last one must bring the board's whole size."""
        if "parts" not in more:
            yield from super().go_on(visit, following, number, total)
            return
        parts, size = more["parts"], more["size"]
        if following is not None and number < self.MAX_PAGES:
            request = self._page(visit.board, number, _applied(parts[0]))
            yield self.ask(request, visit, number=number + 1, total=total, **more)
        elif len(parts) > 1:
            yield from self._first_page_of(parts[1:], size, visit)
        elif visit.rows < size:
            visit.fail(f"listed {visit.rows} of {size}")

    def _first_page_of(self, parts: list[Slice], size: int, visit: Visit) -> Iterator[Request]:
        yield self.ask(self._page(visit.board, 0, _applied(parts[0])), visit, number=1, parts=parts, size=size)

    def _parts(self, response: Response, board: Board) -> list[Slice]:
        answer = open_rows(response.body, board, "jobPostings")[1]
        total = answer.get("total")
        return slices_of(answer.get("facets")) if isinstance(total, int) and total >= CAP else []

    def _page(self, board: Board, number: int, applied: dict[str, list[str]]) -> Request:
        query = {
            "appliedFacets": applied,
            "limit": PAGE,
            "offset": number * PAGE,
            "searchText": board.options.get("search", ""),
        }
        return Request(
            f"{self._base(board)}/jobs",
            method="POST",
            body=json.dumps(query),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Ask for one posting."""
        path = "/" + str(row[self.ID_FIELD]).lstrip("/")
        return Request(f"{self._base(board)}{path}", headers={"Accept": "application/json"})

    def _base(self, board: Board) -> str:
        host = board.option("host")
        tenant = board.options.get("tenant") or host.partition(".")[0]
        return f"https://{host}/wday/cxs/{tenant}/{board.option('site')}"
