"""robots.txt of every host, asked for once a day, with Crawl-delay and Content-Signal."""

import asyncio
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from skilldemand.crawler.refusals import AskedToWait, RobotsForbidden, RobotsUnknown, RunStopped
from skilldemand.crawler.registry import Policy
from skilldemand.crawler.robots_memory import RobotsMemory

AGENT = "skilldemand"
_NO_AI_INPUT = re.compile(r"^\s*content-signal\s*:.*\bai-input\s*=\s*no\b", re.IGNORECASE | re.MULTILINE)


class Rules:
    """What one host's robots.txt says to us."""

    def __init__(self, text: str) -> None:
        self._parsed = Protego.parse(text)
        self.crawl_delay: float | None = self._parsed.crawl_delay(AGENT)
        self.no_ai_input = bool(_NO_AI_INPUT.search(text))

    def allows(self, url: str) -> bool:
        """Return whether we may ask for this address."""
        return bool(self._parsed.can_fetch(url, AGENT))


class RobotsKeeper:
    """Asks each host for its robots.txt and remembers the answer for a day, also for the next run (RFC 9309).

    4xx means no rules. A server error or no answer means a full disallow, except for documented APIs, which were
    made for being read (Policy.robots == "documented").
    """

    def __init__(self, crawler: Crawler, policy: Policy, memory: RobotsMemory) -> None:
        self._crawler = crawler
        self._policy = policy
        self._memory = memory
        self._rules: dict[str, asyncio.Task[Rules | None]] = {}

    async def check(self, request: Request) -> Rules | None:
        """Return the rules of the request's host; raises RobotsForbidden or RobotsUnknown."""
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            hosts = request.meta.get("board_hosts", ())
            self._rules[origin] = asyncio.ensure_future(self._fetch(origin, hosts))
        rules = await self._rules[origin]
        if rules is None:
            if self._policy.robots == "documented":
                return None
            raise RobotsUnknown(f"{origin}/robots.txt cannot be read, so nothing else is asked of this host")
        if not rules.allows(request.url):
            raise RobotsForbidden(f"{origin}/robots.txt forbids {parts.path or '/'}")
        if rules.no_ai_input and self._policy.family == "sitemap":
            raise RobotsForbidden(f"{origin}/robots.txt says Content-Signal: ai-input=no")
        return rules

    async def _fetch(self, origin: str, hosts: Iterable[str]) -> Rules | None:
        kept = self._memory.text_of(origin)
        if kept is not None:
            return Rules(kept)
        request = Request(f"{origin}/robots.txt", meta={"is_robots": True, "board_hosts": hosts}, priority=1000)
        engine = self._crawler.engine
        assert engine is not None
        try:
            response: Response = await engine.download_async(request)
        except (AskedToWait, RunStopped):
            raise
        except Exception as error:  # noqa: BLE001  (whatever hinders the download, the file is unknown, not permissive)
            self._crawler.stats.inc_value("skilldemand/robots/unreadable")
            self._crawler.spider.logger.info("%s/robots.txt: %r", origin, error)  # type: ignore[union-attr]
            return None
        if 400 <= response.status < 500 and response.status != 429:
            text = ""
        elif response.status == 200:
            text = response.body.decode("utf-8", "replace")
        else:
            return None
        self._memory.keep(origin, text)
        return Rules(text)
