"""Workday career sites."""

import json
from datetime import datetime
from typing import Any, ClassVar

import msgspec
from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.stated_place import country_code, distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged

PAGE = 20
"""The most that the service gives: 21 is answered with 400."""
CAP = 2000
"""Where the stated total ends, and where the listing begins anew."""


def rows(body: bytes, board: Board) -> Listing:
    """Return one page of the listing.

    Only the first page states a total, and none above 2000; the counts of the facets go beyond and tell the real one.
    A listing narrowed by a search is no whole board, so it counts as capped too.
    """
    jobs, answer = open_rows(body, board, "jobPostings")
    total = answer.get("total")
    total = total if isinstance(total, int) and (total > 0 or not jobs) else None
    if total is not None and total >= CAP:
        total = max(total, *(_bucket_sum(facet) for facet in answer.get("facets") or [{}]))
    return Listing(
        rows=jobs,
        total=total,
        next=MORE if len(jobs) >= PAGE else None,
        capped=bool(board.options.get("search")) or (total is not None and total >= CAP),
    )


def _bucket_sum(facet: Any) -> int:
    values = facet.get("values") if isinstance(facet, dict) else None
    counts = [value.get("count") for value in values or [] if isinstance(value, dict)]
    return sum(count for count in counts if isinstance(count, int))


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
      post date. A search (options.search) or a capped listing is never complete, so it closes nothing.
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

    def first_request(self, board: Board) -> Request:
        """Ask for the first page."""
        return self.page_request(board, MORE, 0)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        query = {
            "appliedFacets": {},
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
