"""The Spidermon suite that runs when a source's crawl closes; what it notices stands in the source's summary."""

import logging
from collections.abc import Callable
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from spidermon import Monitor, MonitorSuite
from spidermon.contrib.scrapy.runners import SpiderMonitorResult, SpiderMonitorRunner

from skilldemand.crawler.board_checks import CHECKS, Facts
from skilldemand.crawler.pipelines.store import StorePipeline


class BoardMonitor(Monitor):  # type: ignore[misc]
    """One test a check of skilldemand.crawler.board_checks; a test that fails leaves its sentences as warnings."""


def _test_of(check: Callable[[Facts], list[str]]) -> Callable[[Any], None]:
    def test(self: Any) -> None:
        store = self.data.crawler.get_item_pipeline(StorePipeline)
        found = check(store.facts())
        store.warnings += found
        if found:
            raise self.failureException("; ".join(found))

    test.__doc__ = check.__doc__
    return test


for _check in CHECKS:
    setattr(BoardMonitor, f"test_{_check.__name__}", _test_of(_check))


class BoardSuite(MonitorSuite):  # type: ignore[misc]
    """Runs at the end of every source's crawl."""

    monitors = (BoardMonitor,)


class _Result(SpiderMonitorResult):  # type: ignore[misc]
    """Writes to the spider's logger; Spidermon's own calls a method that Scrapy has deprecated."""

    def log(self, msg: object, level: int = logging.DEBUG) -> None:
        self.spider.logger.log(level, "[Spidermon] %s", msg)


class _Runner(SpiderMonitorRunner):  # type: ignore[misc]
    def create_result(self) -> _Result:
        return _Result(self.spider)


class BoardWatch:
    """Scrapy extension that runs the suite.

    Spidermon's own can also check items against JSON Schemas; that takes a tenth of a short crawl to load.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it and wait for the end of the crawl."""
        watch = cls(crawler)
        crawler.signals.connect(watch.spider_closed, signal=signals.spider_closed)
        return watch

    def spider_closed(self, spider: Spider) -> None:
        """Run the suite; what it finds stands in the store's warnings and in the log."""
        data = {"stats": self._crawler.stats.get_stats(), "crawler": self._crawler, "spider": spider}
        _Runner(spider=spider).run(BoardSuite(crawler=self._crawler), **data)
