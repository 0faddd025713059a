"""The Muse."""

import os
from typing import ClassVar
from urllib.parse import urlencode

from scrapy.http import Request

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_rows
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.stated_place import distinct
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.listing import MORE, Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.feed import FeedSpider

KEY = "SKILLDEMAND_THE_MUSE_KEY"
FILTERS = ("category", "level", "location")
LAST_PAGE = 99


def rows(body: bytes, board: Board) -> Listing:
    """Return the postings of one page; raises PayloadError when the board's category was ignored."""
    found, envelope = open_rows(body, board, "results")
    _check_category(found, board)
    page = envelope.get("page")
    last = isinstance(page, int) and page >= LAST_PAGE
    return Listing(rows=found, next=MORE if found and envelope and not last else None)


def _check_category(found: list[dict[str, object]], board: Board) -> None:
    """Refuse postings of all kinds: the API ignores an unknown value of a filter without a word."""
    wanted = board.options.get("category")
    named = [row["categories"] for row in found if isinstance(row, dict) and isinstance(row.get("categories"), list)]
    labels = [part.get("name") for entry in named for part in entry if isinstance(part, dict)]  # type: ignore[attr-defined]
    if wanted and labels and wanted not in labels:
        raise PayloadError(
            f"board {board.slug}: no posting has options.category {wanted!r}, the first has {labels[0]!r}. "
            "The filter was ignored; name a category of the site."
        )


def _names(row: Row, field: str) -> list[str]:
    return [name for entry in row.objects(field) if (name := entry.text("name"))]


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one posting."""
    locations = _names(row, "locations")
    location = "; ".join(locations) or None
    published = row.text("publication_date")
    return compose(
        "the_muse",
        board,
        context,
        native_id=row.take("id"),
        title=row.take("name"),
        company=row.label("company"),
        description=row.text("contents"),
        url=row.object("refs").text("landing_page"),
        location_raw=location,
        places=distinct([place for name in locations for place in parse_places(name)]),
        **workplace_fields(None, location),
        tags=[*_names(row, "categories"), *_names(row, "levels")],
        posted_at=parse_date(published),
        posted_at_basis="stated" if published else None,
        posted_at_raw=published,
    )


class TheMuseSpider(FeedSpider):
    """Reads The Muse by category (options.category).

    Source
      The Muse (www.themuse.com)
    API documentation
      https://www.themuse.com/developers/api/v2
    Terms
      Public API; beyond testing a key is needed (SKILLDEMAND_THE_MUSE_KEY).
    Caveats
      20 postings a page, unsorted, and no page after the hundredth; page_count says more than can be read. An unknown
      value of a filter is ignored without a word, which is checked.
    """

    name = "the_muse"
    MAX_PAGES = LAST_PAGE + 1

    # BoardSpider
    TITLE_FIELD = "name"
    IGNORED: ClassVar[frozenset[str]] = frozenset({"type", "short_name", "model_type", "tags"})
    rows = staticmethod(rows)
    posting = staticmethod(posting)

    def page_request(self, board: Board, following: str | int, number: int) -> Request:  # noqa: ARG002
        """Ask for the page behind the `number` pages that were read; the first is 0."""
        query = {name: board.options[name] for name in FILTERS if board.options.get(name)}
        query = {"page": number, **query, "api_key": os.environ.get(KEY, "")}
        return Request(f"https://www.themuse.com/api/public/jobs?{urlencode(query)}")
