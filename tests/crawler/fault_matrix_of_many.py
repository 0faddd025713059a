"""Runs every fault against a feed, a thread and a sitemap: sources whose boards cannot be told by their address.

Each case has three days of its own, so that one server and one child process serve them all.
`python -m tests.crawler.fault_matrix_of_many` from the checkout writes the second table of crawler/README.md anew.
"""

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from skilldemand.crawler.crawl import CrawlRequest, crawl
from skilldemand.crawler.embedded.market_day import MarketDay
from skilldemand.crawler.posting import BoardResult
from skilldemand.crawler.registry import Board, load_registry
from skilldemand.crawler.sample_market import Market
from skilldemand.crawler.visit import AS_USUAL, AS_USUAL_OF_THREADS
from tests.crawler.fault_matrix import CASES, README, Case, Outcome, collect, registry
from tests.fakeserver.market import make_market, posting
from tests.fakeserver.server import FakeServer

FIRST = dt.date(2026, 4, 2)  # from April on there are two threads
SITE = "tarnfield"
# Words of hosts by which the server knows whom a fault is meant for.
FAMILIES = {"feed": "himalayas", "thread": "hacker_news", "sitemap": "json_ld"}
WORDS = {"himalayas": "himalayas", "hacker_news": "hn", "json_ld": SITE}
SLUGS = {"himalayas": "emp-himalayas", "hacker_news": "emp-hn", "json_ld": SITE}
START, END = (
    "<!-- faults of many: written by tests/crawler/fault_matrix_of_many.py -->",
    "<!-- end of faults of many -->",
)
JSON_ONLY = {"wrap", "clamp", "twins", "no-ids", "no-titles", "no-envelope", "null-fields", "null-rows", "one-bad",
             "silence"}  # fmt: skip
# A comment without text is a deleted one, and so is no fault of a thread; a sitemap has no JSON to be edited.
NOT_FOR = {"thread": {"no-titles", "null-fields"}, "sitemap": JSON_ONLY, "feed": set[str]()}


def days_of(case: Case) -> list[dt.date]:
    """Return the days before, with and after the fault of a case."""
    first = FIRST + dt.timedelta(days=4 * CASES.index(case))
    return [first + dt.timedelta(days=number) for number in range(3)]


def market_of(case: Case) -> Market:
    """Return a market in which, on the day of the fault, each employer closes posting 0 and opens one."""
    before, during, _ = days_of(case)
    ats = {SLUGS["himalayas"]: "himalayas", SLUGS["hacker_news"]: "hacker_news", SITE: "jsonld"}
    market = make_market(ats, size=case.size)
    for slug, rows in market.postings.items():
        rows[:] = [msgspec.structs.replace(row, opened=before) for row in rows]
        rows[0] = msgspec.structs.replace(rows[0], closed=during)
        rows.append(posting(slug, len(rows), opened=during))
    return market


class ServerByDay(FakeServer):
    """Shows on each day the market, and makes on each day of a fault the fault, of the case that it belongs to."""

    def __init__(self) -> None:
        cases = {day: case for case in CASES for day in days_of(case)}
        markets = {case.name: market_of(case) for case in CASES}
        kept = {day: MarketDay(day, markets[case.name]) for day, case in cases.items()}
        super().__init__(kept.__getitem__, fault_days={days_of(case)[1] for case in CASES})
        self._cases = cases

    def answer_for(self, call, day):
        case = self._cases[day]
        self.faults = {WORDS[FAMILIES[name]]: case.fault for name in FAMILIES if case.name not in NOT_FOR[name]}
        return super().answer_for(call, day)


@dataclass
class OutcomeOfMany:
    cases: dict[str, Outcome]
    truth: dict[str, Market]

    def results(self, case: Case, source: str) -> list[BoardResult]:
        """Return the results of the three days."""
        return [self.cases[case.name].results[day, source, board_of(source).slug] for day in days_of(case)]


def board_of(source: str) -> Board:
    options = {"host": f"careers.{SITE}.example"}
    return Board(slug=SITE, options=options) if source == "json_ld" else load_registry()[source].boards[0]


def run_of_many(folder: Path) -> OutcomeOfMany:
    files = registry(folder / "boards", {source: [board_of(source)] for source in FAMILIES.values()})
    with ServerByDay() as server:
        requests = [
            CrawlRequest(
                landing=str(folder / case.name / "landing"), state=str(folder / case.name / "state"),
                run_id=day.strftime("%Y%m%dT060000Z"), now=f"{day}T23:00:00+00:00", rehost=server.at(day),
                registry=files, pace_scale=0.001, timeout_seconds=2,
            )
            for case in CASES
            for day in days_of(case)
        ]  # fmt: skip
        summaries = crawl(requests)
        collected = {
            case.name: collect(folder / case.name, summaries[number * 3 : number * 3 + 3], server)
            for number, case in enumerate(CASES)
        }
    return OutcomeOfMany(collected, {case.name: market_of(case) for case in CASES})


def cell(case: Case, family: str, result: BoardResult) -> str:
    """Return what the table says of a fault; a feed or thread that ended as usual is told from one that was cut."""
    if case.name in NOT_FOR[family]:
        return "–"
    return "as usual" if result.reason in {AS_USUAL, AS_USUAL_OF_THREADS} else result.status


def table_of_many(outcome: OutcomeOfMany) -> str:
    """Return the Markdown table of statuses with each fault."""
    lines = [f"| fault | {' | '.join(FAMILIES)} |", "|---" * (len(FAMILIES) + 1) + "|"]
    for case in CASES:
        cells = [cell(case, family, outcome.results(case, source)[1]) for family, source in FAMILIES.items()]
        lines.append(f"| {case.says} | {' | '.join(cells)} |")
    return "\n".join(lines)


def published_of_many() -> str:
    """Return the table that crawler/README.md shows."""
    return README.read_text("utf-8").partition(START)[2].partition(END)[0].strip()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        made = table_of_many(run_of_many(Path(scratch)))
    before, _, rest = README.read_text("utf-8").partition(START)
    README.write_text(f"{before}{START}\n\n{made}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
