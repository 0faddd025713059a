"""The Spidermon suite that runs when a source's crawl closes; what it notices stands in the source's summary."""

from collections.abc import Callable
from typing import Any

from spidermon import Monitor, MonitorSuite

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
