"""Ashby job boards."""

from typing import ClassVar
from urllib.parse import quote

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_object, rows_of
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary, Workplace
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider

WORKPLACES: dict[str, Workplace] = {"Remote": "remote", "Hybrid": "hybrid", "OnSite": "onsite"}


def rows(body: bytes, board: Board) -> Listing:
    """Return the listed jobs of a board's answer; a job with isListed false is no public posting."""
    data = open_object(body, board, "jobs")
    jobs = rows_of(data["jobs"], board, "jobs")
    return Listing(rows=[job for job in jobs if not (isinstance(job, dict) and job.get("isListed") is False)])


def _place(raw: str | None, address: Row) -> Place | None:
    nested = address.object("postalAddress")
    # The documentation shows the three keys directly under `address`, live boards nest them: read both.
    city = nested.text("addressLocality") or address.text("addressLocality")
    region = nested.text("addressRegion") or address.text("addressRegion")
    name = raw or city
    return Place(raw=name, city=city, region=region) if name else None


def _pay(row: Row) -> list[Salary]:
    salaries: list[Salary] = []
    for tier in row.object("compensation").objects("compensationTiers"):
        title = tier.text("title")
        for part in tier.objects("components"):
            if part.text("compensationType") != "Salary":  # equity, bonus and commission are no base pay
                continue
            salaries += stated_pay(
                part.maybe("minValue"),
                part.maybe("maxValue"),
                part.text("currencyCode"),
                part.text("interval"),
                title=title,
            )
    return salaries


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    location = row.text("location")
    places = [_place(location, row.object("address"))]
    for other in row.objects("secondaryLocations"):
        places.append(_place(other.text("location"), other.object("address")))
    workplace = WORKPLACES.get(row.text("workplaceType") or "")
    if workplace is None and row.maybe("isRemote") is True:  # true on hybrid rows too, so it only fills a gap
        workplace = "remote"
    published = row.text("publishedAt")
    return compose(
        "ashby",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=None,
        description=row.text("descriptionHtml") or row.text("descriptionPlain"),
        url=row.text("jobUrl"),
        apply_url=row.text("applyUrl"),
        location_raw=location,
        places=[place for place in places if place is not None],
        workplace=workplace,
        workplace_basis="stated" if workplace else None,
        employment_type_raw=row.text("employmentType"),
        department=row.text("department"),
        team=row.text("team"),
        salary=_pay(row),
        posted_at=parse_date(published),
        posted_at_basis="republished" if published else None,
        posted_at_raw=published,
    )


class AshbySpider(WholeBoardSpider):
    """Reads Ashby job boards.

    Source
      Ashby job boards (api.ashbyhq.com)
    API documentation
      https://developers.ashbyhq.com/docs/public-job-posting-api
    Terms
      Documented public API without terms for readers; at least one second between requests.
    Caveats
      isRemote is true on hybrid rows. publishedAt is set anew when a job is published again, and there is no first
      date. An unknown board answers 404 with plain text. Last-Modified is trusted for a day.
    """

    name = "ashby"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"isListed", "descriptionPlain", "shouldDisplayCompensationOnJobPostings", "compensationTierSummary"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board with pay."""
        name = quote(board.slug, safe="")
        return Request(f"https://api.ashbyhq.com/posting-api/job-board/{name}?includeCompensation=true")
