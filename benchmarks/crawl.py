"""How fast the crawler stores postings, beside a bare Scrapy spider on the same answers, and how much memory it holds.

Everything runs on loopback without pauses: a server process with 300 boards of 100 postings, then in turn the bare
spider, a first run, and a second run in which nothing has changed. `--boards 3000` shows that memory stays flat.
"""

import argparse
import datetime as dt
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import yaml

from skilldemand.crawler.crawl import CrawlRequest, crawl
from skilldemand.crawler.embedded.http import Answer, Call
from skilldemand.crawler.embedded.market_day import MarketDay
from skilldemand.crawler.embedded.server import EmbeddedServer
from skilldemand.crawler.registry import Board, load_registry
from skilldemand.crawler.sample_market import Market, load_market
from skilldemand.crawler.sample_records import SamplePosting

DAY = dt.date(2026, 6, 30)
BARE = """
import json, sys, scrapy
from scrapy.crawler import CrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for slug in range(int(sys.argv[2])):
            path = f"/https/boards-api.greenhouse.io/v1/boards/b{slug}/jobs?content=true&pay_transparency=true"
            yield scrapy.Request(sys.argv[1] + path)
    def parse(self, response):
        yield from json.loads(response.body)["jobs"]
process = CrawlerProcess({"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS": 16,
                          "CONCURRENT_REQUESTS_PER_DOMAIN": 8})
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("item_scraped_count"))
"""


class BenchServer(EmbeddedServer):
    """Serves `boards` boards whose answers are made once; each board has its own slug and ids."""

    def __init__(self, boards: int, postings: int) -> None:
        super().__init__(lambda _day: self.market)
        self.market = MarketDay(DAY, _market(boards, postings))
        self._kept: dict[str, Answer] = {}

    def answer_for(self, call: Call, day: dt.date) -> Answer:
        """Answer from what was made before, as a server with a cache does."""
        known = self._kept.get(call.target)
        if known is None:
            known = self._kept[call.target] = super().answer_for(call, day)
        if call.headers.get("if-none-match") == known.headers.get("ETag", ""):
            return Answer(304, b"", {"ETag": known.headers["ETag"]})
        return known


def _market(boards: int, postings: int) -> Market:
    """Return boards of the bundled texts, each posting told apart by its number."""
    bundled = load_market()
    model = bundled.employers["kettlewright"]
    texts = [row.body for rows in bundled.postings.values() for row in rows if row.body]
    employers = {f"b{number}": msgspec.structs.replace(model, slug=f"b{number}") for number in range(boards)}
    return Market(employers=employers, postings={slug: _postings(slug, postings, texts) for slug in employers})


def _postings(slug: str, count: int, texts: list[str]) -> list[SamplePosting]:
    start = int(slug[1:]) * count
    return [
        SamplePosting(
            id=str(start + number),
            title=f"Machine Learning Engineer {number}",
            location="Berlin, Germany",
            opened=dt.date(2026, 3, 2),
            body=f"{texts[number % len(texts)]}<p>Reference {start + number}.</p>",
        )
        for number in range(count)
    ]


def _serve(boards: int, postings: int, pipe: Connection) -> None:
    with BenchServer(boards, postings) as server:
        pipe.send(server.at(DAY))
        pipe.recv()


def _registry(folder: Path, boards: int) -> str:
    shipped = load_registry()["greenhouse"]
    source = msgspec.structs.replace(shipped, boards=[Board(slug=f"b{number}") for number in range(boards)])
    (folder / "greenhouse.yml").write_text(yaml.safe_dump(msgspec.to_builtins(source)), encoding="utf-8")
    return str(folder)


def _run(folder: Path, address: str, registry: str, run_id: str) -> dict[str, float]:
    started = time.perf_counter()
    (summary,) = crawl(
        [
            CrawlRequest(
                landing=str(folder / "landing"), state=str(folder / "state"), run_id=run_id, registry=registry,
                rehost=address, pace_scale=0.0, now=f"{DAY}T06:00:00+00:00",
            )
        ]
    )  # fmt: skip
    (source,) = summary.sources
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "crawling": source.seconds, "new": source.new, "boards": sum(source.boards.values())}


def _bare(address: str, boards: int) -> tuple[float, int]:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", BARE, address, str(boards)], check=True, stdout=subprocess.PIPE, text=True
    )
    return time.perf_counter() - started, int(done.stdout)


def _cpu_seconds() -> float:
    """Return the processor time of all processes that have ended; what else the machine does spoils it less."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def measure(boards: int, postings: int, *, with_bare: bool) -> dict[str, float]:
    """Return the figures of one size."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(boards, postings, theirs), daemon=True)
    server.start()
    theirs.close()  # so that a server that cannot start ends the wait for its word
    address = ours.recv()
    figures: dict[str, float] = {"boards": boards, "postings": boards * postings}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        registry = _registry(folder, boards)
        _bare(address, boards)  # the server makes its answers once, outside the measure
        if with_bare:
            before = _cpu_seconds()
            seconds, items = _bare(address, boards)
            figures["bare_per_second"] = items / seconds
            figures["bare_cpu_seconds"] = _cpu_seconds() - before
        before = _cpu_seconds()
        first = _run(folder, address, registry, "first")
        figures["cpu_seconds"] = _cpu_seconds() - before
        figures["memory_mb"] = _megabytes()
        figures["stored_per_second"] = first["new"] / first["seconds"]
        second = _run(folder, address, registry, "second")
        assert first["new"] == boards * postings
        assert second["new"] == 0
        figures["second_of_first"] = second["seconds"] / first["seconds"]
        figures["second_seconds"] = second["seconds"]
    if with_bare:
        figures["of_bare"] = figures["stored_per_second"] / figures["bare_per_second"]
    ours.send("stop")
    server.join()
    return {name: round(value, 3) for name, value in figures.items()}


def main() -> None:
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boards", type=int, default=300)
    parser.add_argument("--postings", type=int, default=100)
    parser.add_argument("--no-bare", action="store_true", help="leave the bare spider out")
    options = parser.parse_args()
    print(json.dumps(measure(options.boards, options.postings, with_bare=not options.no_bare), indent=1))


if __name__ == "__main__":
    main()
