"""Oracle Recruiting Cloud career sites."""

from typing import Any, ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, rows_of
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.list_detail import ListDetailSpider, merged

PAGE = 200
"""The most that the service gives; it echoes whatever was asked for."""
RESOURCES = "hcmRestApi/resources/latest"
ABOUT_THE_JOB = ("ExternalDescriptionStr", "ExternalResponsibilitiesStr", "ExternalQualificationsStr")
ABOUT_THE_EMPLOYER = ("CorporateDescriptionStr", "OrganizationDescriptionStr")


def rows(body: bytes, board: Board) -> Listing:
    """Return one page of requisitions.

    The total stands on the first page only, later pages say 0. An answer that counts jobs but has no list was asked
    for without `expand` and is refused, for it would look like an empty board.
    """
    data = open_json(body, board)
    if isinstance(data, list) and data and all(isinstance(row, dict) and "Title" in row for row in data):
        data = {"requisitionList": data}
    search = _first_item(data, board)
    if search is None or "requisitionList" not in search:
        raise PayloadError(f"board {board.slug}: field 'items[0].requisitionList' is missing; was `expand` asked for?")
    found = rows_of(search["requisitionList"], board, "requisitionList")
    total = search.get("TotalJobsCount")
    return Listing(
        rows=found,
        total=total if isinstance(total, int) and (total > 0 or not found) else None,
        next=MORE if len(found) >= PAGE else None,
    )


def _first_item(data: Any, board: Board) -> dict[str, Any] | None:
    """Return the only item of an answer, the answer itself where it is bare, None when there is none."""
    if isinstance(data, dict) and "items" not in data:
        data = {"items": [data]}
    items = rows_of(data.get("items") if isinstance(data, dict) else data, board, "items")
    if items and not isinstance(items[0], dict):
        raise PayloadError(f"board {board.slug}: field 'items[0]' is {items[0]!r:.40}, expected an object.")
    return items[0] if items else None


def detail(body: bytes, row: dict[str, Any], board: Board) -> dict[str, Any] | None:
    """Return the row with the requisition's own fields; None when the answer is empty, which means closed."""
    item = _first_item(open_json(body, board), board)
    if item is None:
        return None
    if not item.get("Id"):
        raise PayloadError(f"board {board.slug}: field 'items[0].Id' is missing in a requisition's answer.")
    return merged(row, item)


def _places(row: Row) -> list[Place]:
    main = stated_place(raw=row.text("PrimaryLocation"))
    code = row.text("PrimaryLocationCountry")
    if main is not None and main.country is None and code:
        main = stated_place(raw=main.raw, city=main.city, region=main.region, country=code)
    others = [
        stated_place(raw=place.text("Name")) or stated_place(country=place.text("CountryCode"))
        for place in row.objects("secondaryLocations")
    ]
    return distinct([main, *others])


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one requisition; a bare listing row becomes one without text."""
    native_id = row.take("Id")
    host, site = board.options.get("host"), board.options.get("site")
    places = _places(row)
    location = "; ".join(place.raw for place in places) or None
    job = joined(*(row.text(field) for field in ABOUT_THE_JOB))
    employer = joined(*(row.text(field) for field in ABOUT_THE_EMPLOYER))
    kinds = [row.text(field) for field in ("JobSchedule", "ContractType", "JobType")]
    published = row.text("ExternalPostedStartDate") or row.text("PostedDate")
    public = f"https://{host}/hcmUI/CandidateExperience/en/sites/{site}/job/{native_id}"
    return compose(
        "oracle",
        board,
        context,
        native_id=native_id,
        title=row.take("Title"),
        company=board.company or row.text("LegalEmployer"),
        description=joined(job, employer),
        body=job,
        url=public if host and site else None,
        location_raw=location,
        places=places,
        **workplace_fields(row.text("WorkplaceTypeCode") or row.text("WorkplaceType"), location),
        employment_type=employment_of(*kinds),
        employment_type_raw=", ".join(filter(None, kinds)) or None,
        department=row.text("Department") or row.text("Organization") or row.text("JobFamily"),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        valid_through=parse_date(row.text("ExternalPostedEndDate") or row.text("PostingEndDate")),
        language=(row.text("ContentLocale") or "")[:2].lower() or None,
    )


class OracleSpider(ListDetailSpider):
    """Reads Oracle Recruiting Cloud career sites.

    Source
      Oracle Recruiting Cloud career sites (options: host, site)
    API documentation
      https://docs.oracle.com/en/cloud/saas/human-resources/farws/
    Terms
      No terms for readers; robots.txt of each host decides.
    Caveats
      An unknown site answers with the host's default board, so a wrong entry shows only in what it lists. Without
      `expand` the answer counts jobs and lists none. At most 200 rows a page; the total stands on the first page only.
      A requisition that is gone answers 200 with no item. Texts about the employer are no part of the text.
    """

    name = "oracle"

    # BoardSpider
    ID_FIELD = "Id"
    TITLE_FIELD = "Title"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"ApplyWhenNotPostedFlag", "BeFirstToApplyFlag", "BusinessUnit", "BusinessUnitId", "Category", "Distance",
         "DomesticTravelRequired", "ExternalContactEmail", "ExternalContactName", "ExternalPostedEndDate",
         "GeographyId", "GeographyNodeId", "HiringManager", "HotJobFlag", "InternalQualificationsStr",
         "InternalResponsibilitiesStr", "InternationalTravelRequired", "JobFamily", "JobFamilyId", "JobFunction",
         "JobFunctionCode", "JobGrade", "JobLevel", "JobShift", "Language", "LegalEmployer", "LegalEmployerId",
         "ManagerLevel", "NumberOfOpenings", "ObjectVerNumberProfile", "Organization", "OrganizationId",
         "OtherRequisitionTitle", "PostedDate", "PostingEndDate", "Relevancy", "RequisitionId", "RequisitionType",
         "ShortDescriptionStr", "StudyLevel", "TrendingFlag", "WorkDays", "WorkDurationMonths", "WorkDurationYears",
         "WorkHours", "WorkMonths", "WorkYears", "WorkerType", "WorkplaceType", "media", "otherWorkLocations",
         "primaryLocationCoordinates", "requisitionFlexFields", "skills", "workLocation", "links"}
    )  # fmt: skip
    rows = staticmethod(rows)
    detail = staticmethod(detail)
    posting = staticmethod(posting)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        finder = f"findReqs;siteNumber={board.option('site')},limit={PAGE},offset={number * PAGE}"
        return Request(
            f"https://{board.option('host')}/{RESOURCES}/recruitingCEJobRequisitions?onlyData=true"
            f"&expand=requisitionList.secondaryLocations&finder={finder},sortBy=POSTING_DATES_DESC"
        )

    def detail_request(self, row: dict[str, Any], board: Board) -> Request:
        """Ask for one requisition."""
        finder = f'ById;Id="{self.row_id(row)}",siteNumber={board.option("site")}'
        return Request(
            f"https://{board.option('host')}/{RESOURCES}/recruitingCEJobRequisitionDetails?expand=all&onlyData=true"
            f"&finder={finder}"
        )
