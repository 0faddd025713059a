"""What a parse function gives back, and what it is told beside the row."""

from typing import Any

import msgspec

MORE = "more"
"""Listing.next where the next page exists and its position follows from the number of pages read."""


class Listing(msgspec.Struct, kw_only=True, frozen=True):
    """The postings on one answer of a source."""

    rows: list[Any]
    """One object a posting, as recorded; a skilldemand.crawler.reading.ReadRow where a worker has read it."""
    total: int | None = None
    """How many postings the source says the board has."""
    next: str | int | None = None
    """Where the next page is (URL, token or number, MORE where its position is counted); None on the last page."""
    capped: bool = False
    """True when the answer may hold fewer postings than the board has and no next page tells the rest."""


class Context(msgspec.Struct, kw_only=True, frozen=True):
    """What a posting record says of its visit."""

    run_id: str
    seen_at: str
    """ISO 8601, UTC."""
    sample: bool = False
