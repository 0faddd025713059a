"""What a crawl loads of Scrapy."""

from skilldemand.crawler.crawl import CrawlRequest
from skilldemand.crawler.plan import make_plan
from skilldemand.crawler.settings import settings_for


def settings():
    request = CrawlRequest(landing="landing", state="state", run_id="r", sources=["greenhouse"])
    (source,) = make_plan(request).sources
    return settings_for(request, source)


def test_a_crawl_opens_no_port_for_remote_control():
    loaded = {**settings()["EXTENSIONS_BASE"], **settings()["EXTENSIONS"]}
    assert not [name for name in loaded if "telnet" in name or "remote" in name]


def test_a_crawl_keeps_no_cookies():
    loaded = {**settings()["DOWNLOADER_MIDDLEWARES_BASE"], **settings()["DOWNLOADER_MIDDLEWARES"]}
    assert not [name for name in loaded if "cookies" in name]
