"""From Scrapy's signals and the store to the events that a caller hears."""

import time
from collections import Counter
from collections.abc import Callable

from scrapy import signals
from scrapy.crawler import Crawler

from skilldemand.crawler.crawl import BoardEvent, Event, SourceSummary
from skilldemand.crawler.items import Batch, Item
from skilldemand.crawler.pipelines.store import StorePipeline
from skilldemand.crawler.plan import SourcePlan
from skilldemand.crawler.visit import Visit


class SummaryCollector:
    """Listens to the crawlers of one run."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._done: dict[str, SourceSummary] = {}

    def watch(self, crawler: Crawler, source: SourcePlan) -> None:
        """Tell of every board that ends, and keep the summary of the source when its spider closes."""
        started = time.monotonic()

        def scraped(item: Item | Batch) -> None:
            for part in item.items if isinstance(item, Batch) else [item]:
                if isinstance(part, Visit):
                    status, _ = part.status()
                    self._tell(
                        BoardEvent(source=source.source, board=part.board.slug, status=status, listed=part.listed)
                    )

        def closed(reason: str) -> None:
            summary = _summary(crawler, source, reason, time.monotonic() - started)
            self._done[source.source] = summary
            self._tell(summary)

        crawler.signals.connect(scraped, signal=signals.item_scraped, weak=False)

        def opened() -> None:  # connected here, so that the monitors, which are set up before, have run when it closes
            crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)

        crawler.signals.connect(opened, signal=signals.spider_opened, weak=False)

    def summaries(self) -> list[SourceSummary]:
        """Return the summaries so far, by name of the source."""
        return [self._done[name] for name in sorted(self._done)]


def _summary(crawler: Crawler, source: SourcePlan, reason: str, seconds: float) -> SourceSummary:
    store = crawler.get_item_pipeline(StorePipeline)
    assert store is not None
    stats = crawler.stats.get_stats()
    statuses = Counter(result.status for result in store.results)
    return SourceSummary(
        source=source.source,
        boards=dict(sorted(statuses.items())),
        listed=sum(result.listed for result in store.results),
        kept=sum(result.emitted for result in store.results),
        new=store.new,
        changed=store.changed,
        closed=store.closed,
        seconds=round(seconds, 2),
        bytes=int(stats.get("downloader/response_bytes", 0)),
        finish=reason,
        warnings=list(store.warnings),
    )
