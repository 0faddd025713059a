"""The embedded job-board server: it stands in for every host, at the simulated day that the address names.

http://127.0.0.1:PORT/2026-03-31/https/boards-api.greenhouse.io/v1/... is that host's answer on that day.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime
from fnmatch import fnmatchcase
from types import ModuleType

from skilldemand.crawler.embedded.apis import (
    arbeitnow,
    ashby,
    greenhouse,
    hacker_news,
    himalayas,
    json_ld,
    lever,
    personio,
    recruitee,
    teamtailor,
    workable,
    workday,
)
from skilldemand.crawler.embedded.http import Answer, Call, HttpServer, text_answer
from skilldemand.crawler.embedded.market_day import UTC, MarketDay, market_day
from skilldemand.crawler.sample_records import LAST_DAY

APIS: dict[str, ModuleType] = {
    "arbeitnow": arbeitnow,
    "ashby": ashby,
    "greenhouse": greenhouse,
    "hacker_news": hacker_news,
    "himalayas": himalayas,
    "json_ld": json_ld,
    "lever": lever,
    "personio": personio,
    "recruitee": recruitee,
    "teamtailor": teamtailor,
    "workable": workable,
    "workday": workday,
}
"""Modules by source. Each has HOSTS, VALIDATORS, answer(call, day) and may have robots(call, day)."""


class EmbeddedServer(HttpServer):
    """Serves the invented market; `at(day)` is what a crawl takes as its rehost address."""

    def __init__(self, market_of: Callable[[dt.date], MarketDay] = market_day) -> None:
        self.market_of = market_of

    def at(self, day: dt.date) -> str:
        """Return the address under which the server shows the market of a day."""
        return f"{self.address}/{day.isoformat()}"

    def answer(self, call: Call) -> Answer:
        """Answer for the host that stands in the path."""
        first, _, rest = call.target.lstrip("/").partition("/")
        try:
            day = dt.date.fromisoformat(first)
        except ValueError:
            day, rest = LAST_DAY, f"{first}/{rest}"
        scheme, _, rest = rest.partition("/")
        host, slash, target = rest.partition("/")
        return self.answer_for(replace(call, scheme=scheme, host=host, target=slash + target or "/"), day)

    def answer_for(self, call: Call, day: dt.date) -> Answer:
        """Answer a request whose own scheme, host and path are restored."""
        api = api_of(call.host)
        if api is None:
            return text_answer(f"no such host: {call.host}", "text/plain", 404)
        market = self.market_of(day)
        if call.path == "/robots.txt":
            return _robots(api, call, market)
        answer: Answer = api.answer(call, market)
        return with_validators(call, answer, api.VALIDATORS, market, api)


def api_of(host: str) -> ModuleType | None:
    """Return the API that a host speaks."""
    for api in APIS.values():
        if any(fnmatchcase(host, pattern) for pattern in api.HOSTS):
            return api
    return None


def _robots(api: ModuleType, call: Call, market: MarketDay) -> Answer:
    robots: Callable[[Call, MarketDay], str] = getattr(
        api, "robots", lambda _call, _market: "User-agent: *\nAllow: /\n"
    )
    return text_answer(robots(call, market), "text/plain")


def with_validators(call: Call, answer: Answer, kinds: str, market: MarketDay, api: ModuleType) -> Answer:
    """Return the answer with the validators that the API sends, or 304 when the caller's still hold."""
    if answer.status != 200 or kinds == "none":
        return answer
    headers = dict(answer.headers)
    if kinds in {"etag", "both"}:
        headers["ETag"] = f'W/"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
    if kinds in {"last_modified", "both"}:
        changed = market.changed_on(api.slug_of(call))
        headers["Last-Modified"] = format_datetime(dt.datetime.combine(changed, dt.time(6), UTC), usegmt=True)
    asked = call.headers
    if "if-none-match" in asked:
        holds = asked["if-none-match"] == headers.get("ETag")
    else:
        holds = "Last-Modified" in headers and asked.get("if-modified-since") == headers["Last-Modified"]
    return Answer(304, b"", headers) if holds else replace(answer, headers=headers)
