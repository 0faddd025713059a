"""USAJOBS, the openings of the federal government of the United States."""

import os
import re
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, rows_of
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields, workplace_flag
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

KEY, EMAIL = "SKILLDEMAND_USAJOBS_KEY", "SKILLDEMAND_USAJOBS_EMAIL"
PAGE = 500
SECTIONS = (("Duties", "MajorDuties"), ("Requirements", "Requirements"), ("Education", "Education"),
            ("Evaluations", "Evaluations"))  # fmt: skip
_NUMBER = re.compile(r"/(?:job|ViewDetails)/(\d+)", re.IGNORECASE)


def rows(body: bytes, board: Board) -> Listing:
    """Return the openings of one page, each as its descriptor with the id beside it."""
    data = open_json(body, board)
    result = data.get("SearchResult") if isinstance(data, dict) else None
    items = result.get("SearchResultItems") if isinstance(result, dict) else data
    if not isinstance(items, list):
        raise PayloadError(f"board {board.slug}: field 'SearchResult.SearchResultItems' is missing in the answer.")
    total = result.get("SearchResultCountAll") if isinstance(result, dict) else None
    found = [flat(item) for item in rows_of(items, board, "SearchResultItems")]
    return Listing(
        rows=found, total=total if isinstance(total, int) else None, next=MORE if len(found) >= PAGE else None
    )


def flat(item: Any) -> Any:
    """Return a search result as one object: its descriptor with MatchedObjectId, read from the address if need be."""
    descriptor = item.get("MatchedObjectDescriptor") if isinstance(item, dict) else None
    if not isinstance(descriptor, dict):
        return item
    found = _NUMBER.search(str(descriptor.get("PositionURI") or ""))
    number = item.get("MatchedObjectId") or (found[1] if found else None) or descriptor.get("PositionID")
    return {**descriptor, "MatchedObjectId": number}


def _pay(row: Row) -> list[Salary]:
    salaries: list[Salary] = []
    for entry in row.objects("PositionRemuneration"):
        period = entry.text("RateIntervalCode") or entry.text("Description")
        salaries += stated_pay(entry.maybe("MinimumRange"), entry.maybe("MaximumRange"), "USD", period)
    return salaries


def _places(row: Row) -> list[Place]:
    places = []
    for entry in row.objects("PositionLocation"):
        city, _, region = (entry.text("CityName") or "").partition(", ")
        region = region or entry.text("CountrySubDivisionCode") or ""
        line = entry.text("LocationName")
        country = entry.text("CountryCode")
        places.append(stated_place(raw=line, city=city or None, region=region or None, country=country))
    return distinct(places)


def _part(row: Row, field: str) -> str | None:
    """Return a part of the text, which is one text or a list of them."""
    return "".join(f"<p>{text}</p>" for text in row.strings(field)) or None


def _text(row: Row, details: Row) -> str:
    summary = [_part(details, "JobSummary"), titled("Qualifications", _part(row, "QualificationSummary"))]
    return joined(*summary, *(titled(heading, _part(details, field)) for heading, field in SECTIONS))


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one opening."""
    details = row.object("UserArea").object("Details")
    location, places = row.text("PositionLocationDisplay"), _places(row)
    schedule = ", ".join(name for entry in row.objects("PositionSchedule") if (name := entry.text("Name"))) or None
    published = row.text("PublicationStartDate")
    apply = row.strings("ApplyURI")
    return compose(
        "usajobs",
        board,
        context,
        native_id=row.take("MatchedObjectId"),
        title=row.take("PositionTitle"),
        company=row.text("OrganizationName"),
        description=_text(row, details),
        requisition_id=row.text("PositionID"),
        url=row.text("PositionURI"),
        apply_url=apply[0] if apply else None,
        location_raw=location,
        places=places or distinct([stated_place(raw=location)]),
        **workplace_fields(workplace_flag(remote=details.maybe("RemoteIndicator")), location),
        employment_type=employment_of(schedule),
        employment_type_raw=schedule,
        department=row.text("DepartmentName"),
        team=row.text("SubAgency"),
        tags=[name for entry in row.objects("JobCategory") if (name := entry.text("Name"))],
        salary=_pay(row),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        valid_through=parse_date(row.text("ApplicationCloseDate")),
    )


class UsajobsSpider(FeedSpider):
    """Reads USAJOBS by keyword (options.keyword) or occupational series (options.series).

    Source
      USAJOBS (data.usajobs.gov)
    API documentation
      https://developer.usajobs.gov/
    Terms
      A key and the e-mail address that it was given to are needed; the terms bind use to the named organisation and
      forbid derivative works.
    Caveats
      Unknown parameters are ignored without a word. Pay is in United States dollars, which the API does not say.
      Telework is no remote work: only RemoteIndicator is.
    """

    name = "usajobs"

    # BoardSpider
    ID_FIELD = "MatchedObjectId"
    TITLE_FIELD = "PositionTitle"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"JobGrade", "PositionOfferingType", "PositionStartDate", "PositionEndDate", "PositionFormattedDescription",
         "RelevanceScore", "QualificationSummary", "MatchedObjectDescriptor"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the number of an opening, as a search result or flat."""
        return super().row_id(flat(row))

    @classmethod
    def row_title(cls, row: dict[str, Any]) -> str:
        """Return the title of an opening, as a search result or flat."""
        return super().row_title(flat(row))

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read; the agent must be the address of the key."""
        query = {"ResultsPerPage": PAGE, "Page": number + 1}
        names = {"keyword": "Keyword", "series": "JobCategoryCode"}
        query |= {names[name]: board.options[name] for name in names if board.options.get(name)}
        headers = {"User-Agent": os.environ.get(EMAIL, ""), "Authorization-Key": os.environ.get(KEY, "")}
        return Request(f"https://data.usajobs.gov/api/search?{urlencode(query)}", headers=headers)
