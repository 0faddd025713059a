"""Scrapy settings of a crawl. Every value that differs from Scrapy's default says why."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from skilldemand.crawler.crawl import CrawlRequest
from skilldemand.crawler.middlewares.politeness import MARGIN
from skilldemand.crawler.plan import SourcePlan

HOMEPAGE = "https://github.com/skilldemand/skilldemand"
USER_AGENT = f"skilldemand/{version('skilldemand')} (+{HOMEPAGE}; job-market research; contact via the page)"

_MIDDLEWARES = "skilldemand.crawler.middlewares"
_OF_SCRAPY = {  # no cookies, because we have no identity to keep; no cache, password, offsite filter or meta refresh
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}


def settings_for(request: CrawlRequest, source: SourcePlan) -> dict[str, Any]:
    """Return the settings of one source's crawler within a run."""
    settings: dict[str, Any] = {
        "USER_AGENT": USER_AGENT,
        "ROBOTSTXT_OBEY": False,  # our own middleware asks robots.txt, because Scrapy's ignores Crawl-delay
        # By default Scrapy loads whatever it ships, ports for remote control included; a crawl needs only these.
        "EXTENSIONS_BASE": {"scrapy.extensions.corestats.CoreStats": 0},
        "DOWNLOADER_MIDDLEWARES_BASE": _OF_SCRAPY,
        "LOG_LEVEL": "WARNING",
        "LOG_FILE": str(Path(request.state) / "crawl.log"),
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_SLOTS": {
            source.policy.service: {
                # A slot without any delay cannot be held back when a service asks us to wait.
                "delay": max(1e-6, (source.policy.pace_seconds + MARGIN) * request.pace_scale),
                "jitter": 0,  # the pace is a promise of "no closer than", and jitter goes both ways
                "concurrency": 1 if request.pace_scale >= 1 else 8,
            }
        },
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_ITEMS": 1,  # the store waits for nothing, so Scrapy's hundred tasks an answer would only cost
        "DOWNLOAD_TIMEOUT": request.timeout_seconds,
        "DOWNLOAD_MAXSIZE": 64 * 1024 * 1024,  # the largest real board is under 20 MB; also stops compression bombs
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": 2,
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # the board's result says it
        # 429 and 503 are the politeness middleware's: Scrapy would ask again at once, whatever Retry-After says.
        "RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408],
        "REDIRECT_MAX_TIMES": 3,
        "DOWNLOADER_MIDDLEWARES": {
            f"{_MIDDLEWARES}.politeness.PolitenessMiddleware": 595,  # nearer to the wire than retry: sees every try
        },
        "ITEM_PIPELINES": {"skilldemand.crawler.pipelines.store.StorePipeline": 500},
        "EXTENSIONS": {"skilldemand.crawler.monitors.BoardWatch": 500},
        "SKILLDEMAND_LANDING": Path(request.landing),
        "SKILLDEMAND_PACE_SCALE": request.pace_scale,
        "SKILLDEMAND_ALLOW_PRIVATE": request.allow_private,
    }
    if request.rehost is not None:
        handler = "skilldemand.crawler.rehost.RehostHandler"
        settings["DOWNLOAD_HANDLERS"] = {"http": handler, "https": handler}
        settings["SKILLDEMAND_REHOST"] = request.rehost
    return settings
