"""Jobicy remote jobs."""

from typing import ClassVar
from urllib.parse import urlencode

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.eligible import eligible_names, eligible_places
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.identity import clean_line
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting, Salary
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

MOST = 100
FILTERS = ("tag", "industry", "geo")
"""Options of a board that go into the query; another parameter is answered with 400."""


def rows(body: bytes, board: Board) -> Listing:
    """Return the jobs of the answer; it has no further page."""
    return Listing(rows=open_rows(body, board, "jobs")[0])


def _pay(row: Row) -> list[Salary]:
    currency, period = row.text("salaryCurrency"), row.text("salaryPeriod")
    pay = stated_pay(row.maybe("salaryMin"), row.maybe("salaryMax"), currency, period)
    # Names of an earlier version of the API, which said the period in the name.
    return pay or stated_pay(row.maybe("annualSalaryMin"), row.maybe("annualSalaryMax"), currency, "yearly")


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one job."""
    names = eligible_names(row.text("jobGeo"))
    employment = ", ".join(row.strings("jobType")) or None
    published = row.text("pubDate")
    words = [*row.strings("jobIndustry"), row.text("jobLevel")]
    return compose(
        "jobicy",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("jobTitle"),
        company=row.text("companyName"),
        description=row.text("jobDescription") or row.text("jobExcerpt"),
        url=row.text("url"),
        location_raw=", ".join(names) or None,
        places=eligible_places(names),
        workplace="remote",  # the feed has no other jobs
        workplace_basis="stated",
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        tags=[tag for word in words if (tag := clean_line(word))],
        salary=_pay(row),
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
    )


class JobicySpider(FeedSpider):
    """Reads the Jobicy feed.

    Source
      Jobicy remote jobs (jobicy.com)
    API documentation
      https://github.com/Jobicy/remote-jobs-api
    Terms
      At most one request an hour; no redistribution to competing aggregators; rows come three hours late.
    Caveats
      At most 100 rows and no further page. A tag is looked for in titles and descriptions. Names carry HTML entities.
      Pay is absent by missing keys or by 0.
    """

    name = "jobicy"

    # BoardSpider
    TITLE_FIELD = "jobTitle"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"jobSlug", "companyLogo", "jobExcerpt", "annualSalaryMin", "annualSalaryMax"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the newest jobs that fit the board's filters."""
        filters = {name: board.options[name] for name in FILTERS if board.options.get(name)}
        return Request(f"https://jobicy.com/api/v2/remote-jobs?{urlencode({'count': MOST, **filters})}")
