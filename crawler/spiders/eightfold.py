"""Eightfold career sites."""

from typing import Any, ClassVar
from urllib.parse import urlencode, urljoin

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, open_object, rows_of
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting, Workplace
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged

PAGE = 10
"""Fixed by the service, whatever is asked for."""
WORKPLACES: dict[str, Workplace] = {
    "remote_local": "remote",
    "remote_global": "remote",
    "remote": "remote",
    "hybrid": "hybrid",
    "onsite": "onsite",
}


def rows(body: bytes, board: Board) -> Listing:
    """Return one page of positions; they stand under `data`, in the older answer bare."""
    answer = open_json(body, board)
    data = answer.get("data", answer) if isinstance(answer, dict) else {"positions": answer}
    if not isinstance(data, dict) or "positions" not in data:
        raise PayloadError(f"board {board.slug}: field 'data.positions' is missing in the answer.")
    positions = rows_of(data["positions"], board, "positions")
    count = data.get("count")
    return Listing(
        rows=positions,
        total=count if isinstance(count, int) else None,
        next=MORE if len(positions) >= PAGE else None,
    )


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the row with the position's own fields; an answer without them says nothing of the posting."""
    data = open_object(body, board)
    position = data.get("data", data)
    if not isinstance(position, dict) or not position.get("id"):
        raise PayloadError(f"board {board.slug}: field 'data.id' is missing in a position's answer.")
    return merged(row, position)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one position; a bare listing row becomes one without text."""
    host = board.options.get("host")
    path = row.text("positionUrl")
    public = row.text("publicUrl") or row.text("canonicalPositionUrl")
    names = row.strings("locations") or row.strings("location")
    places: list[Place] = []
    for name in names:
        places += [place for place in parse_places(name) if place not in places]
    location = "; ".join(names) or None
    option = row.text("workLocationOption") or row.text("work_location_option")
    employment = ", ".join(row.strings("efcustomTextEmploymentType")) or row.text("type")
    published = row.maybe("postedTs") or row.maybe("t_create")
    return compose(
        "eightfold",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("name"),
        company=None,
        description=row.text("jobDescription") or row.text("job_description"),
        requisition_id=row.text("displayJobId") or row.text("display_job_id") or row.text("atsJobId"),
        url=public or (urljoin(f"https://{host}", path) if host and path else None),
        location_raw=location,
        places=places,
        **workplace_fields(WORKPLACES.get(option or ""), location if option is None else None),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.text("department"),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=str(published) if published else None,
        updated_at=parse_date(row.maybe("t_update")),
    )


class EightfoldSpider(ListDetailSpider):
    """Reads Eightfold career sites.

    Source
      Eightfold career sites (options: host and domain, which the site's pages state in their pcsx-data element)
    API documentation
      None; the interface behind the public pages.
    Terms
      No terms for readers; robots.txt of each host decides.
    Caveats
      Ten rows a page, whatever is asked for. `domain` cannot be known from the host; a wrong one answers with HTML. A
      position's 404 does not prove that it is closed. 405 means that the site wants to be asked later.
    """

    name = "eightfold"

    # BoardSpider
    TITLE_FIELD = "name"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"atsJobId", "ats_job_id", "canonicalPositionUrl", "creationTs", "display_job_id", "hot", "isHot", "isPrivate",
         "jdHighlight", "job_description", "location", "locationFlexibility", "location_flexibility",
         "positionExtraDetails", "positionUserActions", "posting_name", "publicUrl", "solrScore",
         "standardizedLocations", "stars", "t_create",
         "business_unit", "id_locale", "medallionProgram", "work_location_option", "custom_JD", "lineOfBusiness"}
    )  # fmt: skip
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        return self._request(board, "search", start=number * PAGE, query="", location="", sort_by="timestamp")

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Ask for one position."""
        return self._request(board, "position_details", position_id=self.row_id(row))

    def _request(self, board: Board, endpoint: str, **fields: Any) -> Request:
        query = urlencode({"domain": board.option("domain"), **fields})
        return Request(f"https://{board.option('host')}/api/pcsx/{endpoint}?{query}")
