"""Workable career pages."""

from typing import Any, ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.sections import joined, titled
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of an account; a job that stands once per location comes once, with all its locations."""
    jobs, account = open_rows(body, board, "jobs", "results")
    merged: dict[Any, dict[str, Any]] = {}
    for number, job in enumerate(jobs):
        if not isinstance(job, dict):
            merged[number] = job
            continue
        known = merged.setdefault(
            str(job.get("shortcode") or number), {**job, "locations": [], "company": account.get("name")}
        )
        known["locations"] += [place for place in _locations(job) if place not in known["locations"]]
    return Listing(rows=list(merged.values()))


def _locations(job: dict[str, Any]) -> list[dict[str, Any]]:
    listed = job.get("locations") or job.get("location")
    if isinstance(listed, dict):
        return [listed]
    if isinstance(listed, list) and listed:
        return listed
    place = {"country": job.get("country"), "city": job.get("city"), "region": job.get("state")}
    return [place] if any(place.values()) else []


def _places(row: Row) -> list[Place]:
    shown = [place for place in row.objects("locations") if place.maybe("hidden") is not True]
    return distinct(
        [
            stated_place(
                city=place.text("city"),
                region=place.text("region"),
                country=place.text("country") or place.text("countryCode"),
            )
            for place in shown
        ]
    )


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    places = _places(row)
    location = "; ".join(place.raw for place in places) or None
    remote = "remote" if row.maybe("telecommuting") is True or row.maybe("remote") is True else None
    employment = row.text("employment_type") or row.text("type")
    published = row.text("published_on") or row.text("published") or row.text("created_at")
    return compose(
        "workable",
        board,
        context,
        native_id=row.take("shortcode"),
        title=row.take("title"),
        company=row.text("company"),
        description=joined(
            row.text("description"),
            titled("Requirements", row.text("requirements")),
            titled("Benefits", row.text("benefits")),
        ),
        requisition_id=row.text("code"),
        url=row.text("url") or row.text("shortlink"),
        apply_url=row.text("application_url"),
        location_raw=location,
        places=places,
        **workplace_fields(row.text("workplace") or remote, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=", ".join(row.strings("department")) or None,
        tags=[tag for field in ("function", "industry", "experience", "education") if (tag := row.text(field))],
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
    )


class WorkableSpider(WholeBoardSpider):
    """Reads Workable career pages.

    Source
      Workable career pages (apply.workable.com)
    API documentation
      https://help.workable.com/hc/en-us/articles/115012771647
    Terms
      Public widget of each career page without terms for readers; it answers 429 early and for long.
    Caveats
      The shortcode is the id, and a job stands once for each of its locations. Dates have no time. `state` is a region.
      There is no word for hybrid, no pay and no validator.
    """

    name = "workable"

    # BoardSpider
    ID_FIELD = "shortcode"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"id", "created_at", "published", "shortlink", "country", "city", "state", "location", "type", "language",
         "isInternal", "approvalStatus", "accountUid", "full_title"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole account with texts."""
        return Request(f"https://apply.workable.com/api/v1/widget/accounts/{board.slug}?details=true")
