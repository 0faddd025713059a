"""What keeps a source from ever being asked too much: hosts, robots.txt, pace, quota, Retry-After, 403, breaker.

Scrapy applies neither Crawl-delay nor Retry-After by itself; pacing here is per service, not per host, because all
tenants of one service run on the same machines.
"""

import email.utils
import time
from collections import Counter
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from skilldemand.crawler.middlewares.private_addresses import refuse_literal
from skilldemand.crawler.middlewares.robots import RobotsKeeper
from skilldemand.crawler.refusals import AskedToWait, BoardStopped, OffHost, QuotaUsedUp, Refusal, RunStopped
from skilldemand.crawler.run_state import RunState

MARGIN = 0.05
"""Seconds added to every pace: a request may be quicker on its way than the one before it."""
LONGEST_WAIT = 120.0
"""Seconds that a run waits when it is asked to; a longer Retry-After ends the service for this run."""
FIRST_BACKOFF = 5.0
"""Seconds after a 429 or 503 that names no time; doubled each time."""
PATIENCE = 4
"""How often one request is sent again after 429 or 503."""
BREAKER = 5
"""Failures in a row, repeated tries included, after which a board is left alone for the run."""


STOPPED = "the run was stopped"
GIVEN_UP = "given up for this run after repeated failures"


class PolitenessMiddleware:
    """Downloader middleware; one per source and run, so every counter is the source's own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pace_scale = crawler.settings.getfloat("SKILLDEMAND_PACE_SCALE", 1.0)
        self._allow_private = crawler.settings.getbool("SKILLDEMAND_ALLOW_PRIVATE")
        self._refused: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._quiet_until = 0.0
        self.stopped = False
        """True once the run was told to end."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it and read the policy when the spider is known."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.downloaded, signal=signals.response_downloaded)
        return middleware

    def spider_opened(self) -> None:
        """Take the policy of the spider's source."""
        state: RunState = self._crawler.spider.state  # type: ignore[union-attr]
        self._policy, self._quotas = state.policy, state.quotas
        self._robots = RobotsKeeper(self._crawler, self._policy, state.robots)

    def downloaded(self, response: Response, request: Request) -> None:
        """Count every answer towards its visit, those that are asked for again included."""
        visit = request.cb_kwargs.get("visit")
        if visit is not None:
            visit.http[response.status] += 1

    async def process_request(self, request: Request) -> None:
        """Let the request go on, or raise a Refusal that says why not."""
        request.meta["download_slot"] = self._policy.service
        board = str(request.meta.get("board", ""))
        self._check_host(request)
        if self._quiet_until > time.monotonic() + LONGEST_WAIT:
            raise AskedToWait(f"{self._policy.service} asked for a pause longer than {LONGEST_WAIT:.0f} s")
        if self.stopped:
            raise RunStopped(STOPPED)
        if request.meta.get("is_robots"):
            return
        if self._failed[board] >= BREAKER or self._refused[board] > 1:
            raise BoardStopped(GIVEN_UP)
        rules = await self._robots.check(request)
        if rules is not None and rules.crawl_delay:
            self._slow_down(rules.crawl_delay)
        quota = self._policy.quota
        if quota and self._quotas and not self._quotas.take(self._policy.service, quota):
            raise QuotaUsedUp(f"quota of {quota.requests} requests a {quota.per} is used up")

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Obey Retry-After, ask once more after a single 403, and count failures in a row."""
        board = str(request.meta.get("board", ""))
        if response.status in {429, 503}:
            return self._wait_and_retry(request, response)
        if request.meta.get("is_robots"):
            return response
        if response.status == 403:
            self._refused[board] += 1
            if self._refused[board] < 2:
                return request.replace(dont_filter=True)
            self._give_up(BoardStopped(GIVEN_UP), board)
            return response
        self._refused[board] = 0
        if response.status >= 500:
            self._count_failure(board)
        else:
            self._failed[board] = 0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a failed download towards the breaker; refusals of our own do not count."""
        if not isinstance(exception, Refusal) and not request.meta.get("is_robots"):
            self._count_failure(str(request.meta.get("board", "")))

    def _check_host(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        if not self._allow_private:
            refuse_literal(host)
        allowed = [*self._policy.hosts, *request.meta.get("board_hosts", ())]
        if not any(fnmatchcase(host, pattern) for pattern in allowed):
            raise OffHost(f"{host} is not a host of this source (allowed: {', '.join(allowed) or 'none'})")

    def _slow_down(self, seconds: float) -> None:
        slot = self._slot()
        if slot is not None:
            slot.delay = max(slot.delay, (seconds + MARGIN) * self._pace_scale)

    def _wait_and_retry(self, request: Request, response: Response) -> Request | Response:
        tries = int(request.meta.get("polite_tries", 0))
        wait = retry_after(response)
        if wait is None:
            wait = FIRST_BACKOFF * 2**tries * self._pace_scale
        self._quiet_until = max(self._quiet_until, time.monotonic() + wait)
        self._crawler.stats.inc_value("skilldemand/retry_after")
        self._hold(wait)
        if wait > LONGEST_WAIT or tries >= PATIENCE:
            return response
        return request.replace(dont_filter=True, meta={**request.meta, "polite_tries": tries + 1})

    def _hold(self, wait: float) -> None:
        slot = self._slot()
        if slot is None:
            return
        # The slot sends no earlier than lastseen + delay, by the same clock.
        slot.lastseen = max(slot.lastseen, self._quiet_until - slot.delay)
        if wait > LONGEST_WAIT:
            self._give_up(AskedToWait(f"{self._policy.service} asked for a pause of {wait:.0f} s"))

    def stop(self) -> None:
        """Send nothing more: what waits for its turn ends now, so that a stop takes no longer than one answer."""
        self.stopped = True
        self._give_up(RunStopped(STOPPED))

    def _give_up(self, refusal: Refusal, board: str | None = None) -> None:
        """End what waits for its turn, of one board or of the whole service."""
        slot = self._slot()
        if slot is None:
            return
        given_up = [entry for entry in slot.queue if board is None or entry[0].meta.get("board") == board]
        for entry in given_up:
            slot.queue.remove(entry)
        for _, waiting in given_up:
            waiting.errback(refusal)

    def _count_failure(self, board: str) -> None:
        self._failed[board] += 1
        if self._failed[board] >= BREAKER:
            self._give_up(BoardStopped(GIVEN_UP), board)

    def _slot(self) -> Slot | None:
        engine = self._crawler.engine
        return engine.downloader.slots.get(self._policy.service) if engine is not None else None


def retry_after(response: Response) -> float | None:
    """Return the seconds of a Retry-After header, in either of its forms (RFC 9110 10.2.3); None without one."""
    raw = response.headers.get("Retry-After")
    if not raw:
        return None
    text = raw.decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
