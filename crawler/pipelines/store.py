"""From what spiders yield to the landing files of the run, and then to the state.

Order at the end: the files are published (boards.jsonl.gz last), then the state is applied. A kill between the two
only means that the next run fetches and stores once more what it already had.
"""

from collections import Counter
from typing import Self

from scrapy.crawler import Crawler

from skilldemand.crawler.board_checks import COVERAGE, Facts
from skilldemand.crawler.history import History
from skilldemand.crawler.items import Batch, Dropped, Encoded, Item, Known, Listed
from skilldemand.crawler.landing import LandingWriter
from skilldemand.crawler.middlewares.politeness import STOPPED, PolitenessMiddleware
from skilldemand.crawler.posting import BoardResult, Posting, Sighting, encode_line
from skilldemand.crawler.run_state import RunState
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import Visit


class StorePipeline:
    """Writes sightings always, texts only when they changed, and one result a board."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.results: list[BoardResult] = []
        self.new = 0
        self.changed = 0
        self.closed = 0
        self.warnings: list[str] = []
        self._fields: Counter[str] = Counter()
        self._hashes: dict[str, dict[str, str]] = {}
        self._seen: dict[str, set[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for one source's crawl."""
        return cls(crawler)

    @property
    def _spider(self) -> BoardSpider:
        spider = self._crawler.spider
        assert isinstance(spider, BoardSpider)
        return spider

    @property
    def _state(self) -> RunState:
        return self._spider.state

    def open_spider(self) -> None:
        """Start the run's landing files."""
        self._writer = LandingWriter(
            self._crawler.settings["SKILLDEMAND_LANDING"], self._spider.name, self._state.run_id
        )
        self._history = History(self._crawler.settings["SKILLDEMAND_LANDING"], self._spider.name)
        self._writer.__enter__()

    def process_item(self, item: Item | Batch) -> Item | Batch:
        """Store one item or a batch of them."""
        if isinstance(item, Batch):
            for part in item.items:
                self._store(part)
        else:
            self._store(item)
        return item

    def _store(self, item: Item) -> None:
        if isinstance(item, Encoded):
            self._listed(item)
        elif isinstance(item, Listed):
            self._listed(encoded(item.posting))
        elif isinstance(item, Known):
            self._known(item)
        elif isinstance(item, Dropped):
            self._writer.write_dropped({"board": item.board, "native_id": item.native_id, "title": item.title})
        elif isinstance(item, Visit):
            self._ended(item)

    def close_spider(self) -> None:
        """End the visits that a stop cut off as partial, publish the files, then apply the state."""
        politeness = self._crawler.get_downloader_middleware(PolitenessMiddleware)
        for visit in list(self._spider.open_visits.values()):
            if politeness is not None and politeness.stopped:
                visit.keep_partial(STOPPED)
            else:
                visit.fail("left open by a fault of the spider; crawl.log in the state folder says which")
            self._ended(visit)
        self._spider.open_visits.clear()
        self._state.keep_aside()
        self._writer.__exit__(None, None, None)
        self._state.apply()
        self._crawler.stats.set_value("skilldemand/new", self.new)
        self._crawler.stats.set_value("skilldemand/changed", self.changed)

    def facts(self) -> Facts:
        """Return what the monitors look at once the crawl has ended."""
        prefix = f"skilldemand/new_key/{self._spider.name}/"
        stats = self._crawler.stats.get_stats()
        return Facts(
            results=self.results,
            boards=self._state.boards,
            history=self._history,
            fields=self._fields,
            new_keys={name.removeprefix(prefix): count for name, count in stats.items() if name.startswith(prefix)},
            now=self._state.now,
        )

    def _listed(self, item: Encoded) -> None:
        stored = self._stored(item.board)
        known = stored.get(item.posting_key)
        self._sight(item.posting_key, item.board, item.content_hash)
        if known == item.content_hash:
            return
        self.new += known is None
        self.changed += known is not None
        stored[item.posting_key] = item.content_hash
        self._fields["postings"] += 1
        for name in item.states:
            self._fields[name] += 1
        self._writer.write_posting_line(item.line)
        self._state.note_stored(item.posting_key, item.board, item.content_hash)

    def _known(self, item: Known) -> None:
        self._sight(item.posting_key, item.board, self._stored(item.board).get(item.posting_key, ""))

    def _sight(self, posting_key: str, board: str, content_hash: str) -> None:
        self._seen.setdefault(board, set()).add(posting_key)
        self._writer.write_sighting(
            Sighting(posting_key=posting_key, board=board, content_hash=content_hash, seen_at=self._state.now)
        )

    def _stored(self, board: str) -> dict[str, str]:
        if board not in self._hashes:
            self._hashes[board] = self._state.stored_hashes(board)
        return self._hashes[board]

    def _ended(self, visit: Visit) -> None:
        if visit.status()[0] in {"complete", "empty"}:
            doubt = self._history.doubt(visit.board.slug, visit.listed, self._state.now)
            if doubt is not None:
                visit.keep_partial(doubt)
        result = visit.result(self._state.clock())
        self._writer.write_board(result)
        self.closed += self._state.sweep(visit, self._seen.pop(visit.board.slug, set()))
        self._state.note_visit(visit)
        self._hashes.pop(visit.board.slug, None)
        self.results.append(result)


def encoded(posting: Posting) -> Encoded:
    """Return a posting as it is stored."""
    states = tuple(name for name in COVERAGE if getattr(posting, name))
    return Encoded(posting.posting_key, posting.board, posting.content_hash, encode_line(posting), states)
