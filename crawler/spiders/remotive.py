"""Remotive remote jobs."""

import re
from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.eligible import eligible_names, eligible_places
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of the feed; without a stated total it may be a part."""
    found, envelope = open_rows(body, board, "jobs")
    total = envelope.get("total-job-count", envelope.get("job-count"))
    stated = isinstance(total, int) and not isinstance(total, bool)
    return Listing(rows=found, total=total if stated else None, capped=not stated)


def in_utc(raw: str | None) -> str | None:
    """Return a time that names no zone with the zone that the documentation states for it."""
    return f"{raw}Z" if raw and _NAIVE.fullmatch(raw) else raw


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    location = row.text("candidate_required_location")
    places = eligible_places(eligible_names(location))
    employment, pay, published = row.text("job_type"), row.text("salary"), row.text("publication_date")
    category = row.text("category")
    return compose(
        "remotive",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=row.text("company_name"),
        description=row.text("description"),
        url=row.text("url"),
        location_raw=location,
        places=places,
        workplace="remote",  # the feed has no other jobs
        workplace_basis="stated",
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        tags=[*([category] if category else []), *row.strings("tags")],
        salary=parse_salary(pay, places[0].country if len(places) == 1 else None),
        salary_raw=pay,
        posted_at=parse_date(in_utc(published)),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
    )


class RemotiveSpider(FeedSpider):
    """Reads the Remotive feed.

    Source
      Remotive remote jobs (remotive.com)
    API documentation
      https://github.com/remotive-com/remote-jobs-api
    Terms
      At most four requests a day and two a minute; link back and name Remotive; no re-submission to job boards.
    Caveats
      Every parameter is ignored, so the whole feed is one answer of a few dozen rows, 24 hours late. Dates name no zone
      and are UTC. The location is where the person may live. Pay is free text ("Pay per task").
    """

    name = "remotive"
    ROTATES = False

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset({"company_logo", "company_logo_url"})
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:  # noqa: ARG002
        """Ask for the feed."""
        return Request("https://remotive.com/api/remote-jobs")
