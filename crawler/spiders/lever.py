"""Lever job sites."""

import html
from typing import ClassVar

import msgspec
from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, rows_of
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.stated_pay import stated_pay
from skilldemand.crawler.fields.stated_place import country_code, stated_place
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Place, Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.paged import PagedSpider

PAGE = 100
CLAMP = 10


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of one page; an object in place of the array means that the site is unknown."""
    data = open_json(body, board)
    if isinstance(data, dict) and "id" in data and "text" in data:  # the one posting of a posting's own answer
        return Listing(rows=[data])
    if isinstance(data, dict):
        raise PayloadError(f"board {board.slug}: an object in place of the list of postings: {data!r:.80}.")
    found = rows_of(data, board, "(top level)")
    # A service that gives fewer than it is asked for gives a round number, so what is behind such a page is looked up.
    return Listing(rows=found, next=MORE if found and len(found) % CLAMP == 0 else None)


def _part(row: Row, field: str) -> str:
    """Return a text's HTML, or its plain twin as HTML where only that is there."""
    markup, plain = row.text(field), row.text(f"{field}Plain")
    return markup or "<br>".join(html.escape(plain or "", quote=False).split("\n"))


def _body(row: Row) -> str:
    opening, middle = _part(row, "opening"), _part(row, "descriptionBody")
    parts = [_part(row, "description") or opening + middle]
    for section in row.objects("lists"):
        heading, content = section.text("text"), section.text("content")
        parts.append(f"<h3>{heading or ''}</h3><ul>{content or ''}</ul>")
    parts += [_part(row, "additional"), _part(row, "salaryDescription")]
    return "\n".join(part for part in parts if part)


def _places(names: list[str], country: str | None) -> list[Place]:
    """Return the places; the country of the posting is that of its place only where there is one."""
    places = [stated_place(raw=name) or Place(raw=name) for name in names]
    if len(places) == 1 and (code := country_code(country)):
        return [msgspec.structs.replace(places[0], country=code)]
    return places


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting; the requirements stand in `lists`, so all parts are joined."""
    categories = row.object("categories")
    location = categories.text("location")
    names = categories.strings("allLocations") or ([location] if location else [])
    country = row.text("country")
    pay = row.object("salaryRange")
    pay_words = row.text("salaryDescriptionPlain")
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
        places=_places(names, country),
        **workplace_fields(row.text("workplaceType"), location),
        employment_type=employment_of(commitment),
        employment_type_raw=commitment,
        department=categories.text("department"),
        team=categories.text("team"),
        salary=stated_pay(pay.maybe("min"), pay.maybe("max"), pay.text("currency"), pay.text("interval")),
        salary_raw=pay_words,
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
    BY_ROWS = True
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"reqCode", "tags", "urls", "user", "owner", "hiringManager", "distributionChannels", "content", "state"}
    )
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def elsewhere(self, board: Board) -> Board | None:
        """Try the European host for a site that the global one does not know."""
        if board.options.get("region"):
            return None
        return msgspec.structs.replace(board, options={**board.options, "region": "eu"})

    def first_request(self, board: Board) -> Request:
        """Ask for the first page."""
        return self.page_request(board, 0, 0)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the rows that were read."""
        host = "api.eu.lever.co" if board.options.get("region") == "eu" else "api.lever.co"
        url = f"https://{host}/v0/postings/{board.slug}?mode=json&skip={following}&limit={PAGE}"
        return Request(url, headers={"Accept": "application/json"})
