"""Wiring of the demo and the tests: every request goes to one server on loopback, which sees where it was meant to go.

https://boards-api.greenhouse.io/v1/x becomes http://127.0.0.1:PORT/https/boards-api.greenhouse.io/v1/x on the wire.
Everything above the download handler (politeness, redirects, spiders) works with the real addresses.
"""

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response


class RehostHandler(HTTP11DownloadHandler):
    """Download handler for http and https, installed only when a crawl is given a server to talk to."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._server = str(crawler.settings["SKILLDEMAND_REHOST"]).rstrip("/")

    async def download_request(self, request: Request) -> Response:
        """Ask the server for the address under its own path, and give the answer the address that was asked for."""
        scheme, _, rest = request.url.partition("://")
        response = await super().download_request(request.replace(url=f"{self._server}/{scheme}/{rest}"))
        return response.replace(url=request.url)
