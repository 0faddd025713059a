"""Runs every fault against every family of sources, one board a fault, in three crawls: before, with, after it.

`python -m tests.crawler.fault_matrix` from the checkout writes the table of crawler/README.md anew.
"""

import datetime as dt
import sqlite3
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import yaml

from skilldemand.crawler.crawl import CrawlRequest, RunSummary, crawl
from skilldemand.crawler.landing import complete_runs, read_boards, read_postings, read_sightings
from skilldemand.crawler.posting import BoardResult
from skilldemand.crawler.registry import Board, load_registry
from tests.fakeserver import faults, wrong_listings
from tests.fakeserver.market import make_market, market_days, posting
from tests.fakeserver.server import FakeServer, Fault, Logged

BEFORE, DURING, AFTER = dt.date(2026, 3, 10), dt.date(2026, 3, 11), dt.date(2026, 3, 12)
README = Path(__file__).resolve().parents[2] / "crawler" / "README.md"
START, END = "<!-- faults: written by tests/crawler/fault_matrix.py -->", "<!-- end of faults -->"


@dataclass(frozen=True)
class Family:
    name: str
    source: str
    ats: str
    letter: str


FAMILIES = (
    Family("whole board", "greenhouse", "greenhouse", "w"),
    Family("paged", "lever", "lever", "p"),
    Family("list and detail", "workday", "workday", "d"),
)


@dataclass(frozen=True)
class Case:
    name: str
    says: str
    fault: Fault
    size: int = 5


CASES = (
    Case("healthy", "none", faults.none),
    Case("wait-seconds", "429 with Retry-After in seconds, once", faults.once(faults.retry_after_seconds)),
    Case("wait-date", "429 with Retry-After as a date, once", faults.once(faults.retry_after_date)),
    Case("busy", "429 without Retry-After, always", faults.status(429)),
    Case("unasked304", "304 to everything", faults.status(304)),
    Case("burst500", "500 twice, then well", faults.twice(faults.status(500))),
    Case("always500", "500 always", faults.status(500)),
    Case("gone404", "404 for one day", faults.status(404)),
    Case("forbidden", "403 always", faults.status(403)),
    Case("forbidden-once", "403 once", faults.once(faults.status(403))),
    Case("cut-once", "body cut off, once", faults.once(faults.truncated)),
    Case("cut", "body cut off, always", faults.truncated),
    Case("half", "half of the text as if it were whole", faults.half_of_it),
    Case("reset-once", "connection reset, once", faults.once(faults.reset)),
    Case("reset", "connection reset, always", faults.reset),
    Case("slow", "body in slow pieces", faults.slow),
    Case("hangs", "body slower than the time limit", faults.never_ends),
    Case("html", "an HTML page with status 200", faults.html_page),
    Case("login", "redirect to a login page", faults.to_login),
    Case("private", "redirect to a private address", faults.to_private),
    Case("circle", "redirect to itself", faults.to_itself),
    Case("gzip", "gzip", faults.gzipped),
    Case("brotli", "brotli", faults.brotlied),
    Case("zstd", "zstd", faults.zstandard),
    Case("bomb", "200 MB of zeros in gzip", faults.bomb),
    Case("forty", "40 MB body", faults.forty_megabytes),
    Case("large", "200 MB announced", faults.too_large),
    Case("charset", "charset that the body has not", faults.wrong_charset),
    Case("mark", "byte order mark before the text", faults.byte_order_mark),
    Case("mojibake", "text encoded twice", faults.mojibake),
    Case("wrap", "paging that begins anew", wrong_listings.wraps_around, 100),
    Case("clamp", "fewer rows a page than asked, in silence", wrong_listings.clamped, 25),
    Case("twins", "ids that stand twice", wrong_listings.duplicate_ids),
    Case("no-ids", "a row without its id", wrong_listings.no_ids),
    Case("no-titles", "a row without its title", wrong_listings.no_titles),
    Case("no-envelope", "an object of another form", wrong_listings.no_envelope),
    Case("null-fields", "null in every optional field", wrong_listings.null_fields),
    Case("null-rows", "null in place of a row", wrong_listings.null_rows),
    Case("one-bad", "one broken row among good ones", wrong_listings.one_bad),
    Case("silence", "an empty listing", wrong_listings.empty_listing, 25),
)


@dataclass
class Outcome:
    """What three crawls left, for the tests to judge."""

    summaries: list[RunSummary]
    results: dict[tuple[dt.date, str, str], BoardResult]
    sighted: dict[tuple[dt.date, str, str], set[str]]
    stored: dict[tuple[str, str], set[str]]
    """Keys that the state holds as alive after the last run."""
    written: Counter[tuple[str, str]]
    """How often each pair of key and hash was written, over all runs."""
    texts: dict[str, list[str]]
    truth: dict[tuple[dt.date, str, str], set[str]]
    log: list[Logged]
    run_keys: list[Counter[str]] = field(default_factory=list)


def slug_of(case: Case, family: Family) -> str:
    return f"{case.name}-{family.letter}"


def registry(folder: Path, boards: dict[str, list[Board]]) -> str:
    """Write registry files with the policies that ship and these boards."""
    folder.mkdir()
    for name, found in boards.items():
        source = msgspec.structs.replace(load_registry()[name], boards=found)
        (folder / f"{name}.yml").write_text(yaml.safe_dump(msgspec.to_builtins(source)), encoding="utf-8")
    return str(folder)


def board(slug: str, source: str) -> Board:
    options = {"host": f"{slug}.wd3.myworkdayjobs.com", "site": "Careers"} if source == "workday" else {}
    return Board(slug=slug, company=f"Employer {slug}", options=options)


def requests(folder: Path, server: FakeServer, registry: str, days: list[dt.date], **more) -> list[CrawlRequest]:
    return [
        CrawlRequest(
            landing=str(folder / "landing"), state=str(folder / "state"), run_id=day.strftime("%Y%m%dT060000Z"),
            now=f"{day}T06:00:00+00:00", rehost=server.at(day), registry=registry, pace_scale=0.001, **more,
        )
        for day in days
    ]  # fmt: skip


def run_matrix(folder: Path) -> Outcome:
    boards = {slug_of(case, family): family for case in CASES for family in FAMILIES}
    sizes = {slug_of(case, family): case.size for case in CASES for family in FAMILIES}
    market = make_market({slug: family.ats for slug, family in boards.items()}, sizes)
    for slug, postings in market.postings.items():
        postings[0] = msgspec.structs.replace(postings[0], closed=DURING)
        postings.append(posting(slug, len(postings), opened=DURING))
    by_slug = {slug_of(case, family): case.fault for case in CASES for family in FAMILIES}
    listed = {f.source: [board(slug, f.source) for slug, g in boards.items() if g is f] for f in FAMILIES}
    days = [BEFORE, DURING, AFTER]
    with FakeServer(market_days(market), by_slug, fault_days={DURING}) as server:
        asked = requests(folder, server, registry(folder / "boards", listed), days, timeout_seconds=3)
        summaries = crawl(asked)
    outcome = collect(folder, summaries, server)
    for slug, family in boards.items():
        for day in days:
            standing = [row for row in market.postings[slug] if row.stands_on(day)]
            outcome.truth[day, family.source, slug] = {f"{family.source}:{slug}:{row.id}" for row in standing}
    return outcome


def collect(folder: Path, summaries: list[RunSummary], server: FakeServer) -> Outcome:
    outcome = Outcome(summaries, {}, {}, {}, Counter(), {}, {}, server.log)
    for run in complete_runs(folder / "landing"):
        day = dt.datetime.strptime(run.name[:8], "%Y%m%d").date()  # noqa: DTZ007
        for result in read_boards(run):
            outcome.results[day, result.source, result.board] = result
        for seen in read_sightings(run):
            outcome.sighted.setdefault((day, run.parent.name, seen.board), set()).add(seen.posting_key)
        keys: Counter[str] = Counter()
        for record in read_postings(run):
            keys[record.posting_key] += 1
            outcome.written[record.posting_key, record.content_hash] += 1
            outcome.texts.setdefault(record.posting_key, []).append(record.description_text)
        outcome.run_keys.append(keys)
    db = sqlite3.connect(folder / "state" / "validators.sqlite")
    for key, board_key, missed_at in db.execute("select posting_key, board_key, missed_at from stored"):
        if missed_at is None:
            source, _, slug = board_key.partition(":")
            outcome.stored.setdefault((source, slug), set()).add(key)
    db.close()
    return outcome


def table(outcome: Outcome) -> str:
    """Return the Markdown table of statuses with each fault."""
    lines = ["| fault | " + " | ".join(family.name for family in FAMILIES) + " |", "|---" * (len(FAMILIES) + 1) + "|"]
    for case in CASES:
        cells = [outcome.results[DURING, family.source, slug_of(case, family)].status for family in FAMILIES]
        lines.append(f"| {case.says} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def published() -> str:
    """Return the table that crawler/README.md shows."""
    return README.read_text("utf-8").partition(START)[2].partition(END)[0].strip()


def publish(text: str) -> None:
    before, _, rest = README.read_text("utf-8").partition(START)
    README.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        publish(table(run_matrix(Path(scratch))))
