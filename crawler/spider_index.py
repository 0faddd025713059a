"""Finds the spider of a source: module, spider name and source name are the same word."""

import importlib
from importlib.util import find_spec

from skilldemand.crawler.errors import CrawlError
from skilldemand.crawler.spiders.base import BoardSpider

_PACKAGE = "skilldemand.crawler.spiders"


def has_spider(source: str) -> bool:
    """Return whether this release can read the source."""
    return source.isidentifier() and find_spec(f"{_PACKAGE}.{source}") is not None


def spider_of(source: str) -> type[BoardSpider]:
    """Return the spider of a source; raises CrawlError when there is none."""
    if has_spider(source):
        for value in vars(importlib.import_module(f"{_PACKAGE}.{source}")).values():
            if isinstance(value, type) and issubclass(value, BoardSpider) and getattr(value, "name", None) == source:
                return value
    raise CrawlError(f"source {source!r}: no spider in crawler/spiders is called so. Take it out of the registry.")
