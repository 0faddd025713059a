"""Lever job sites."""

from typing import ClassVar

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, rows_of
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting, Workplace
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.paged import PagedSpider

PAGE = 100
WORKPLACES: dict[str, Workplace] = {"remote": "remote", "hybrid": "hybrid", "on-site": "onsite", "onsite": "onsite"}


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of one page; an object in place of the array means that the site is unknown."""
    data = open_json(body, board)
    if isinstance(data, dict):
        raise PayloadError(f"board {board.slug}: an object in place of the list of postings: {data!r:.80}.")
    found = rows_of(data, board, "(top level)")
    return Listing(rows=found, next=MORE if len(found) >= PAGE else None)


def _body(row: Row) -> str:
    parts = [row.text("description") or "".join(filter(None, (row.text("opening"), row.text("descriptionBody"))))]
    for section in row.objects("lists"):
        heading, content = section.text("text"), section.text("content")
        parts.append(f"<h3>{heading or ''}</h3><ul>{content or ''}</ul>")
    parts += [row.text("additional") or "", row.text("salaryDescription") or ""]
    return "\n".join(part for part in parts if part)


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting; the requirements stand in `lists`, so all parts are joined."""
    categories = row.object("categories")
    location = categories.text("location")
    places = categories.strings("allLocations") or ([location] if location else [])
    country = row.text("country")
    pay = row.object("salaryRange")
    workplace = WORKPLACES.get((row.text("workplaceType") or "").lower())
    created = row.maybe("createdAt")
    commitment = categories.text("commitment")
    return compose(
        "lever",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("text"),
        company=None,
        description=_body(row),
        url=row.text("hostedUrl"),
        apply_url=row.text("applyUrl"),
        location_raw=location,
        places=[Place(raw=name, country=country if len(places) == 1 else None) for name in places],
        workplace=workplace,
        workplace_basis="stated" if workplace else None,
        employment_type_raw=commitment,
        department=categories.text("department"),
        team=categories.text("team"),
        salary=stated_pay(pay.maybe("min"), pay.maybe("max"), pay.text("currency"), pay.text("interval")),
        posted_at=parse_date(created),
        posted_at_basis="stated" if created else None,
        posted_at_raw=str(created) if created else None,
        updated_at=parse_date(row.maybe("updatedAt")),
    )


class LeverSpider(PagedSpider):
    """Reads Lever job sites.

    Source
      Lever job sites (api.lever.co, EU sites on api.eu.lever.co)
    API documentation
      https://github.com/lever/postings-api
    Terms
      Documented public API; robots.txt asks for one second between requests.
    Caveats
      description already holds opening and descriptionBody. workplaceType "unspecified" is unknown. createdAt is the
      only date. An unknown site answers 404, sometimes 200 with an object.
    """

    name = "lever"

    # BoardSpider
    TITLE_FIELD = "text"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"descriptionPlain", "openingPlain", "descriptionBodyPlain", "additionalPlain", "salaryDescriptionPlain",
         "opening", "descriptionBody", "reqCode", "tags", "urls"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def first_request(self, board: Board) -> Request:
        """Ask for the first page."""
        return self.page_request(board, MORE, 0)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read."""
        host = "api.eu.lever.co" if board.options.get("region") == "eu" else "api.lever.co"
        url = f"https://{host}/v0/postings/{board.slug}?mode=json&skip={number * PAGE}&limit={PAGE}"
        return Request(url, headers={"Accept": "application/json"})
