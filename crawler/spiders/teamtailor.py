"""Teamtailor career sites."""

import re
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows, open_xml
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.fields.stated_place import distinct, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.paged import PagedSpider

PAGE = 100
REMOTE_STATUS = {"fully": "remote", "hybrid": "hybrid", "none": "onsite"}
"""Other words, such as "temporary", say nothing that lasts."""
_NUMBER = re.compile(r"/jobs/(\d+)")


def rows(body: bytes, board: Board) -> Listing:
    """Return the items of a JSON feed, or of the RSS feed that has the pages behind it.

    The JSON feed ends at 100 items without saying so, unless it names the address of the next ones.
    """
    if body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        items = [_from_rss(item) for item in open_xml(body, board, "rss").iter("item")]
        return Listing(rows=items, next=MORE if len(items) >= PAGE else None)
    found, feed = open_rows(body, board, "items")
    company = feed.get("title")
    items = [{**item, "company": company} if isinstance(item, dict) else item for item in found]
    return Listing(rows=items, next=feed.get("next_url") or (MORE if len(items) >= PAGE else None))


def _from_rss(item: Element) -> dict[str, Any]:
    """Return an RSS item under the names of the JSON feed."""
    text = {element.tag: element.text for element in item if not len(element)}
    locations = [{part.tag: part.text for part in location} for location in item.iter("location")]
    return {
        "id": text.pop("guid", None),
        "url": text.pop("link", None),
        "content_html": text.pop("description", None),
        "date_published": _rfc822(text.pop("pubDate", None)),
        "locations": locations,
        **text,
    }


def _rfc822(raw: str | None) -> str | None:
    try:
        return parsedate_to_datetime(raw).isoformat() if raw else None
    except ValueError:
        return raw


def native_id(row: dict[str, Any]) -> str | None:
    """Return the number that JSON and RSS share: the one in the address; the feed's own id where there is none."""
    found = _NUMBER.search(str(row.get("url") or ""))
    return found[1] if found else str(row.get("id") or "") or None


def _places(row: Row, job: Row) -> list[Place]:
    places: list[Place | None] = []
    found = job.maybe("jobLocation")
    for index, entry in enumerate(found if isinstance(found, list) else [found] if found else []):
        address = Row(entry, f"{job.where}.jobLocation[{index}]").object("address")
        country, region = address.text("addressCountry"), address.text("addressRegion")
        places.append(stated_place(city=address.text("addressLocality"), region=region, country=country))
    for place in row.objects("locations"):
        name, city, country = place.text("name"), place.text("city"), place.text("country")
        places.append(stated_place(raw=name, city=city, country=country))
    return distinct(places)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one item; its schema.org twin fills what the feed itself does not say."""
    url = row.text("url")
    job = row.object("_jobposting")
    key = native_id({"url": url, "id": row.text("id")}) or row.take("id")
    places = _places(row, job)
    location = "; ".join(place.raw for place in places) or None
    employment = ", ".join(job.strings("employmentType")) or None
    company = job.label("hiringOrganization") or row.text("company")
    published = row.text("date_published") or job.text("datePosted")
    pay = job.maybe("baseSalary")
    return compose(
        "teamtailor",
        board,
        context,
        native_id=key,
        title=row.text("title") or job.take("title"),
        company=company,
        description=row.text("content_html") or row.text("content_text") or job.text("description"),
        url=url,
        location_raw=location,
        places=places,
        **workplace_fields(
            "remote" if job.text("jobLocationType") else REMOTE_STATUS.get(row.text("remoteStatus") or ""), location
        ),
        employment_type=employment_of(employment),
        employment_type_raw=employment,
        department=row.text("department"),
        team=row.text("role"),
        tags=row.strings("tags"),
        salary=parse_salary(pay) if isinstance(pay, dict) else [],
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
        updated_at=parse_date(row.text("date_modified")),
        valid_through=parse_date(job.text("validThrough")),
        language=(row.text("language") or "")[:2].lower() or None,
    )


class TeamtailorSpider(PagedSpider):
    """Reads Teamtailor career sites.

    Source
      Teamtailor career sites (each under teamtailor.com or on a domain of the employer's own: options.host)
    API documentation
      https://support.teamtailor.com/en/articles/11171756
    Terms
      Documented public job feed of each site; robots.txt decides.
    Caveats
      The JSON feed shows at most 100 jobs; what stands behind them is read from the RSS feed, which can be paged. Both
      share only the number in the address. Many sites are not in English.
    """

    name = "teamtailor"

    # BoardSpider
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"company", "content_text", "summary", "image", "banner_image", "author", "authors", "external_url",
         "attachments", "company_name", "category", "isPermaLink", "date_published"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the number of the job."""
        return native_id(row) if isinstance(row, dict) else None

    def first_request(self, board: Board) -> Request:
        """Ask for the JSON feed."""
        return Request(f"https://{self._host(board)}/jobs.json")

    def page_request(self, board: Board, following: str | int, number: int) -> Request:
        """Ask for the address that the feed names, or for the RSS feed behind the pages that were read."""
        if following != MORE:
            return Request(str(following))
        return Request(f"https://{self._host(board)}/jobs.rss?per_page={PAGE}&offset={number * PAGE}")

    def _host(self, board: Board) -> str:
        return str(board.options.get("host") or f"{board.slug}.teamtailor.com")
