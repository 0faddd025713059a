"""Ashby job boards."""

from typing import ClassVar
from urllib.parse import quote

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Place, Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.whole_board import WholeBoardSpider


def rows(body: bytes, board: Board) -> Listing:
    """Return the listed jobs of a board's answer; a job with isListed false is no public posting."""
    jobs, _ = open_rows(body, board, "jobs")
    return Listing(rows=[job for job in jobs if not (isinstance(job, dict) and job.get("isListed") is False)])


def _place(raw: str | None, address: Row) -> Place | None:
    nested = address.object("postalAddress")
    # The documentation shows the three keys directly under `address`, live boards nest them: read both.
    return stated_place(
        raw=raw,
        city=nested.text("addressLocality") or address.text("addressLocality"),
        region=nested.text("addressRegion") or address.text("addressRegion"),
        country=nested.text("addressCountry") or address.text("addressCountry"),
    )


def _pay(compensation: Row) -> list[Salary]:
    """Return the base pay of every tier; equity, bonus and commission are none."""
    salaries: list[Salary] = []
    tiers = [(tier.text("title"), tier.objects("components")) for tier in compensation.objects("compensationTiers")]
    for title, parts in tiers or [(None, compensation.objects("summaryComponents"))]:
        for part in parts:
            if part.text("compensationType") == "Salary":
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
    places += [_place(other.text("location"), other.object("address")) for other in row.objects("secondaryLocations")]
    # isRemote is true on hybrid rows too, so it only fills a gap.
    is_remote = row.maybe("isRemote") is True
    workplace = row.text("workplaceType") or ("remote" if is_remote else None)
    compensation = row.object("compensation")
    employment = row.text("employmentType")
    published = row.text("publishedAt")
    return compose(
        "ashby",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("title"),
        company=row.text("organizationName"),
        description=row.text("descriptionHtml") or row.text("descriptionPlain"),
        url=row.text("jobUrl"),
        apply_url=row.text("applyUrl"),
        location_raw=location,
        places=distinct(places),
        **workplace_fields(workplace, location),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.text("department"),
        team=row.text("team"),
        salary=_pay(compensation),
        salary_raw=compensation.text("compensationTierSummary"),
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
        {"isListed", "descriptionPlain", "shouldDisplayCompensationOnJobPostings", "updatedAt", "jobPostingState"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the whole board with pay."""
        name = quote(board.slug, safe="")
        return Request(f"https://api.ashbyhq.com/posting-api/job-board/{name}?includeCompensation=true")
