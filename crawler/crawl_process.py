"""The process in which runs happen: requests on standard input, events on standard output, the log in the state.

Its argument is the process that wants it; that one may be gone before this one has begun to look.
"""

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path
from typing import Any

import msgspec
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_f_from_coro_f
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

from skilldemand.crawler.crawl import CrawlRequest, Event, Failure, RunSummary
from skilldemand.crawler.errors import CrawlerError
from skilldemand.crawler.landing import remove_leftovers
from skilldemand.crawler.lifeline import end_with
from skilldemand.crawler.middlewares.politeness import PolitenessMiddleware
from skilldemand.crawler.middlewares.private_addresses import install_resolver
from skilldemand.crawler.plan import SourcePlan, clock_of, make_plan
from skilldemand.crawler.quotas import QuotaLedger
from skilldemand.crawler.reading import Workers, make_workers
from skilldemand.crawler.roles import load_role_filter
from skilldemand.crawler.run_state import RunState, open_state
from skilldemand.crawler.settings import settings_for
from skilldemand.crawler.spider_index import spider_of
from skilldemand.crawler.summaries import SummaryCollector


def _log_to(path: Path) -> None:
    """Keep the log of the last crawl in a file; the terminal belongs to the progress display."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    configure_logging({"LOG_LEVEL": "WARNING", "LOG_FILE": str(path)})


def tell(event: Event) -> None:
    """Send one event to the parent."""
    try:
        sys.stdout.buffer.write(msgspec.json.encode(event) + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # nobody listens any more: end the run as if it had been told to
        os.kill(os.getpid(), signal.SIGTERM)


async def run(request: CrawlRequest, stop: asyncio.Event, workers: Workers | None = None) -> RunSummary:
    """Do one run: every source at the same time, each at its own pace."""
    clock = clock_of(request)
    quotas = QuotaLedger(Path(request.quotas or f"{request.state}/quotas.sqlite"), clock)
    database = open_state(Path(request.state) / "validators.sqlite")
    install_resolver(_reactor(), public_only=request.rehost is None and not request.allow_private)
    runner = AsyncCrawlerRunner()
    collector = SummaryCollector(tell)
    tasks = []
    for source in make_plan(request).sources:
        remove_leftovers(Path(request.landing), source.source)
        crawler = _crawler(request, source)
        collector.watch(crawler, source)
        state = RunState(
            database,
            source=source.source,
            policy=source.policy,
            boards=source.boards,
            run_id=request.run_id if source.attempt == 1 else f"{request.run_id}.{source.attempt}",
            clock=clock,
            quotas=quotas,
            landing=Path(request.landing),
            workers=workers,
            sample=request.sample,
            months=request.months,
        )
        tasks.append(runner.crawl(crawler, state=state))
    await _until_done(runner, stop)
    quotas.close()
    database.close()
    await asyncio.gather(*tasks)  # a source that could not start raises here, after the others have ended
    return RunSummary(run_id=request.run_id, sources=collector.summaries(), stopped=stop.is_set())


def _reactor() -> Any:
    from twisted.internet import reactor  # noqa: PLC0415  (importing it installs one)

    return reactor


async def _until_done(runner: AsyncCrawlerRunner, stop: asyncio.Event) -> None:
    done = asyncio.ensure_future(runner.join())
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait({done, stopped}, return_when=asyncio.FIRST_COMPLETED)
    while not done.done():  # only after a stop
        await _stop_open(runner)
        await asyncio.wait({done}, timeout=0.1)
    await done
    stopped.cancel()


async def _stop_open(runner: AsyncCrawlerRunner) -> None:
    """Stop the sources that are under way.

    One that is still opening is left for the next call: Scrapy would note that it was told to stop and, once it has
    closed, wait for ever for a second word.
    """
    under_way = [crawler for crawler in runner.crawlers if crawler.crawling and _has_started(crawler)]
    for crawler in under_way:
        politeness = crawler.get_downloader_middleware(PolitenessMiddleware)
        if politeness is not None:
            politeness.stop()
    await asyncio.gather(*(crawler.stop_async() for crawler in under_way))


def _has_started(crawler: Crawler) -> bool:
    engine = crawler._engine  # noqa: SLF001  (the public name asserts that there is one)
    return engine is not None and engine.running


def _crawler(request: CrawlRequest, source: SourcePlan) -> Crawler:
    return Crawler(spider_of(source.source), Settings(settings_for(request, source)))


def _prepare(requests: list[CrawlRequest]) -> Workers | None:
    """Load what every run needs, once and before the workers are made of this process; return the workers."""
    plans = [make_plan(request) for request in requests]
    for source in {source.source for plan in plans for source in plan.sources}:
        spider_of(source)
    load_role_filter()
    gc.freeze()  # what is loaded now stays: the collector need not walk through it again and again
    return make_workers(max(sum(len(source.boards) for source in plan.sources) for plan in plans))


async def main() -> None:
    """Do the runs that stand on standard input, in order; a stop ends the present one and leaves out the rest."""
    end_with(int(sys.argv[1]))
    requests = msgspec.json.decode(sys.stdin.buffer.read(), type=list[CrawlRequest])
    _log_to(Path(requests[0].state) / "crawl.log")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    workers = None
    try:
        workers = _prepare(requests)
        for request in requests:
            if not stop.is_set():
                tell(await run(request, stop, workers))
    except CrawlerError as error:
        tell(Failure(message=str(error)))
    finally:
        if workers is not None:
            workers.close()


if __name__ == "__main__":
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet.task import react

    async def _run(_reactor: object) -> None:
        await main()

    react(deferred_f_from_coro_f(_run))
