"""What spiders yield: postings that stand on a board, titles that were left out, and visits that have ended."""

from typing import NamedTuple

from skilldemand.crawler.posting import Posting
from skilldemand.crawler.visit import Visit


class Listed(NamedTuple):
    """A posting that stands on its board now and was read in full."""

    posting: Posting


class Encoded(NamedTuple):
    """A posting that stands on its board now: its line as it is stored, and what the store must know of it."""

    posting_key: str
    board: str
    content_hash: str
    line: bytes
    states: tuple[str, ...]


class Known(NamedTuple):
    """A posting that stands on its board now and whose stored text is still good; nothing was fetched."""

    board: str
    posting_key: str


class Dropped(NamedTuple):
    """A posting that stands on its board and that the role filter leaves out."""

    board: str
    native_id: str
    title: str


class Batch(NamedTuple):
    """Several items of one board in their order; one trip through Scrapy costs as much as reading a posting."""

    items: list["Item"]


Item = Listed | Encoded | Known | Dropped | Visit
