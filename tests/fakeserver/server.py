"""The embedded server with faults on demand and a log of every request."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from skilldemand.crawler.embedded.http import Answer, Call
from skilldemand.crawler.embedded.server import EmbeddedServer

Fault = Callable[[Call, Answer, int], Answer]
"""From a request, its proper answer and how often the same was asked before, to the answer that is given."""


@dataclass(frozen=True)
class Logged:
    at: float
    """time.monotonic() of the arrival; the clock of every process on this machine."""
    day: dt.date
    scheme: str
    host: str
    target: str
    method: str
    headers: dict[str, str]
    status: int

    @property
    def is_robots(self) -> bool:
        return self.target == "/robots.txt"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


class FakeServer(EmbeddedServer):
    """`faults` are looked up by a board's slug, which stands in host, path or body of each of its requests."""

    def __init__(self, market_of, faults: dict[str, Fault] | None = None, *, fault_days: set[dt.date] | None = None):
        super().__init__(market_of)
        self.faults = faults or {}
        self.fault_days = fault_days
        self.log: list[Logged] = []
        self.robots: dict[str, Answer] = {}
        """Answers that stand in for the robots.txt of a host."""
        self._asked: Counter[tuple[dt.date, str, str]] = Counter()

    def answer_for(self, call: Call, day: dt.date) -> Answer:
        if call.path == "/robots.txt" and call.host in self.robots:
            answer = self.robots[call.host]
        else:
            answer = super().answer_for(call, day)
        if call.path != "/robots.txt" and (self.fault_days is None or day in self.fault_days):
            for slug, fault in self.faults.items():
                if slug in call.host.split(".") or slug in call.path.split("/"):
                    key = (day, call.host + call.target, call.body.decode("latin-1"))
                    answer = fault(call, answer, self._asked[key])
                    self._asked[key] += 1
        self.log.append(
            Logged(call.at, day, call.scheme, call.host, call.target, call.method, call.headers, answer.status)
        )
        return answer
