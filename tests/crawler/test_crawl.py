"""A run as its callers see it: real child process, real server on loopback, real files."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from skilldemand.crawler.crawl import BoardEvent, CrawlRequest, SourceSummary, crawl, health_of
from skilldemand.crawler.errors import CrawlError
from skilldemand.crawler.landing import complete_runs, read_boards, read_postings, read_sightings
from skilldemand.crawler.registry import load_registry
from skilldemand.crawler.sample_records import Change, Edit
from tests.crawler.fault_matrix import board, registry, requests
from tests.fakeserver.market import make_market, market_days
from tests.fakeserver.server import FakeServer

FIRST, SECOND, THIRD, FOURTH = (dt.date(2026, 3, day) for day in (10, 12, 14, 16))
BOARDS = {"ash": "ashby", "elm": "greenhouse", "fir": "greenhouse", "oak": "lever", "yew": "workday"}


def market_with_a_life():
    """elm: posting 0 changes on the second day, 1 is gone from the second to the third, 2 is gone from the third on."""
    market = make_market(BOARDS)
    rows = market.postings["elm"]
    change = Change(since=SECOND, edits=[Edit(old="PyTorch", new="JAX")])
    rows[0] = msgspec.structs.replace(rows[0], changed=change)
    rows[1] = msgspec.structs.replace(rows[1], closed=SECOND, reopened=FOURTH)
    rows[2] = msgspec.structs.replace(rows[2], closed=THIRD)
    return market


def boards_of(sources=BOARDS):
    return {
        source: [board(slug, source) for slug, kind in sources.items() if kind == source]
        for source in sorted(set(sources.values()))
    }


def landed(folder: Path):
    """Return {(run, posting_key): [hash]} of texts and {(run, board): status}."""
    texts, statuses = {}, {}
    for run in complete_runs(folder / "landing"):
        for posting in read_postings(run):
            texts.setdefault((run.name, posting.posting_key), []).append(posting.content_hash)
        for result in read_boards(run):
            statuses[run.name, result.board] = result.status
    return texts, statuses


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """Four runs over a market in which one board changes."""
    folder = tmp_path_factory.mktemp("life")
    events = []
    with FakeServer(market_days(market_with_a_life())) as server:
        asked = requests(folder, server, registry(folder / "boards", boards_of()), [FIRST, SECOND, THIRD, FOURTH])
        summaries = crawl(asked, events.append)
    return folder, summaries, events, server.log


def totals(summary):
    return {name: sum(getattr(source, name) for source in summary.sources) for name in ("new", "changed", "closed")}


def test_each_run_tells_what_is_new_changed_and_closed(life):
    _, summaries, _, _ = life
    assert [totals(summary) for summary in summaries] == [
        {"new": 25, "changed": 0, "closed": 0},
        {"new": 0, "changed": 1, "closed": 0},  # posting 1 was missed once
        {"new": 0, "changed": 0, "closed": 1},  # and twice, two days apart
        {"new": 1, "changed": 0, "closed": 1},  # it is back, posting 2 was missed twice
    ]
    assert [health_of(summary) for summary in summaries] == ["ok"] * 4


def test_texts_are_stored_when_they_are_new_or_changed(life):
    folder, _, _, _ = life
    texts, _ = landed(folder)
    assert Counter(run[:8] for run, _ in texts) == {"20260310": 25, "20260312": 1, "20260316": 1}
    assert all(len(hashes) == 1 for hashes in texts.values())


def test_an_unchanged_board_is_asked_once_and_writes_nothing(life):
    folder, _, _, log = life
    _, statuses = landed(folder)
    assert [statuses[f"202603{day}T060000Z", "fir"] for day in (10, 12, 14, 16)] == ["complete"] + ["unchanged"] * 3
    asked = [line for line in log if "/fir/" in line.target and line.day == SECOND]
    assert [(line.status, "if-none-match" in line.headers) for line in asked] == [(304, True)]


def test_a_listing_with_a_missing_posting_is_asked_for_in_full_so_that_it_can_be_closed(life):
    folder, _, _, _ = life
    _, statuses = landed(folder)
    assert [statuses[f"202603{day}T060000Z", "elm"] for day in (10, 12, 14, 16)] == ["complete"] * 4


def test_every_listed_posting_is_sighted_in_every_run(life):
    folder, _, _, _ = life
    sighted = Counter(
        seen.board
        for run in complete_runs(folder / "landing")
        if run.name.startswith("20260314")
        for seen in read_sightings(run)
    )
    assert sighted == {"elm": 3, "ash": 5, "yew": 5}  # fir and oak were unchanged


def test_details_are_fetched_for_new_postings_only(life):
    _, _, _, log = life
    details = Counter(line.day for line in log if "/job/" in line.target)
    assert details == {FIRST: 5}


def test_callers_hear_of_every_board_and_source(life):
    _, _, events, _ = life
    assert sum(isinstance(event, BoardEvent) for event in events) == 4 * len(BOARDS)
    assert sum(isinstance(event, SourceSummary) for event in events) == 4 * 4


def test_a_run_that_stands_is_not_written_again(life):
    folder, _, _, _ = life
    with FakeServer(market_days(market_with_a_life())) as server:
        again = requests(folder, server, str(folder / "boards"), [FIRST])
        with pytest.raises(CrawlError, match="already"):
            crawl(again)


def test_a_resumed_run_leaves_out_what_it_has(life):
    folder, _, _, _ = life
    with FakeServer(market_days(market_with_a_life())) as server:
        (summary,) = crawl(requests(folder, server, str(folder / "boards"), [FIRST], resume=True))
        assert server.log == []
    assert summary.sources == []


# Stops


SLOW = {f"slow{number:02}": "greenhouse" for number in range(12)} | {"quick": "ashby"}


def slow_request(folder: Path, server: FakeServer, **more) -> CrawlRequest:
    (request,) = requests(folder, server, str(folder / "boards"), [FIRST], **more)
    return msgspec.structs.replace(request, pace_scale=0.2)  # a fifth of a second between two boards


@pytest.fixture
def slow(tmp_path):
    registry(tmp_path / "boards", boards_of(SLOW))
    with FakeServer(market_days(make_market(SLOW))) as server:
        yield tmp_path, server


def start(request: CrawlRequest, caller: int | None = None) -> subprocess.Popen:
    command = [sys.executable, "-m", "skilldemand.crawler.crawl_process", str(caller or os.getpid())]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(msgspec.json.encode([request]))
    process.stdin.close()
    process.stdin = None
    return process


def wait_for_boards(process: subprocess.Popen, count: int) -> None:
    """Return when so many boards have ended."""
    for line in process.stdout:
        count -= b'"board"' in line[:20]
        if count == 0:
            return
    raise AssertionError("the crawl ended before it could be stopped")


def stop(process: subprocess.Popen, number: int) -> int:
    os.kill(process.pid, number)
    process.stdout.read()
    code = process.wait(timeout=30)
    process.stdout.close()
    return code


def test_sigterm_ends_open_boards_as_partial_and_keeps_the_rest(slow):
    folder, server = slow
    process = start(slow_request(folder, server))
    wait_for_boards(process, 4)
    assert stop(process, signal.SIGTERM) == 0
    texts, statuses = landed(folder)
    counts = Counter(statuses.values())
    assert counts.keys() == {"complete", "partial"}
    assert counts["complete"] >= 4
    assert counts.total() == len(SLOW)
    assert len(texts) == 5 * counts["complete"]


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.1, 0.3])
def test_a_stop_while_sources_are_opening_ends_the_run(slow, moment):
    folder, server = slow
    process = start(slow_request(folder, server))
    database = folder / "state" / "validators.sqlite"
    while not database.exists():  # made when the first run begins, after the signal is listened to
        time.sleep(0.002)
    time.sleep(moment)
    assert stop(process, signal.SIGTERM) == 0
    crawl([slow_request(folder, server, resume=True)])
    texts, statuses = landed(folder)
    assert Counter(statuses.values())["complete"] == len(SLOW)
    assert len(texts) == 5 * len(SLOW)


def test_a_stopped_run_is_finished_by_a_resumed_one(slow):
    folder, server = slow
    process = start(slow_request(folder, server))
    wait_for_boards(process, 4)
    stop(process, signal.SIGTERM)
    before = len(landed(folder)[0])
    crawl([slow_request(folder, server, resume=True)])
    texts, statuses = landed(folder)
    assert Counter(statuses.values())["complete"] == len(SLOW)
    assert Counter(key for _, key in texts).most_common(1)[0][1] == 1
    assert len(texts) == 5 * len(SLOW) > before


def test_a_killed_run_is_read_again_without_loss_or_doubles(slow):
    folder, server = slow
    process = start(slow_request(folder, server))
    wait_for_boards(process, 4)
    assert stop(process, signal.SIGKILL) == -signal.SIGKILL
    finished = {run.parent.name for run in complete_runs(folder / "landing")}
    assert "greenhouse" not in finished
    crawl([slow_request(folder, server, resume=True)])
    texts, statuses = landed(folder)
    assert Counter(statuses.values()) == {"complete": len(SLOW)}
    assert len(texts) == 5 * len(SLOW)
    assert all(len(hashes) == 1 for hashes in texts.values())
    assert not list((folder / "landing").rglob("*.part"))


CALLER = (
    "import sys, msgspec; from skilldemand.crawler.crawl import CrawlRequest, crawl;"
    "request = msgspec.json.decode(sys.argv[1], type=CrawlRequest);"
    "(summary,) = crawl([request], lambda event: print(event, flush=True)); sys.exit(7 if summary.stopped else 1)"
)


def start_caller(request: CrawlRequest) -> subprocess.Popen:
    """Return a process that calls `crawl` and has heard of a board."""
    argument = msgspec.json.encode(request).decode()
    process = subprocess.Popen([sys.executable, "-c", CALLER, argument], stdout=subprocess.PIPE)
    for line in process.stdout:
        if line.startswith(b"BoardEvent(source='greenhouse'"):
            break
    return process


def test_a_stop_reaches_the_run_through_its_caller(slow):
    folder, server = slow
    process = start_caller(slow_request(folder, server))
    assert stop(process, signal.SIGTERM) == 7
    assert set(landed(folder)[1].values()) == {"complete", "partial"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes half a second")
def test_a_caller_that_is_killed_leaves_no_orphan_that_holds_the_run(slow):
    folder, server = slow
    process = start_caller(slow_request(folder, server))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    (summary,) = crawl([slow_request(folder, server, resume=True)])
    assert not summary.stopped
    assert Counter(landed(folder)[1].values()) == {"complete": len(SLOW)}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes half a second")
def test_a_caller_that_is_killed_before_its_run_begins_leaves_none_that_begins(slow):
    folder, server = slow
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    process = start(slow_request(folder, server), caller=gone.pid)
    told, _ = process.communicate(timeout=20)
    assert (process.returncode, told) == (1, b"")
    assert not (folder / "landing").exists()


def test_a_resumed_run_asks_no_feed_again_that_was_read_as_far_as_it_goes(tmp_path):
    kinds = {"emp-himalayas": "himalayas", "emp-hn": "hacker_news"}
    boards = {source: [load_registry()[source].boards[0]] for source in kinds.values()}
    with FakeServer(market_days(make_market(kinds))) as server:
        (request,) = requests(tmp_path, server, registry(tmp_path / "boards", boards), [dt.date(2026, 4, 16)])
        (summary,) = crawl([request])
        assert [source.boards for source in summary.sources] == [{"partial": 1}] * 2
        asked = len(server.log)
        (again,) = crawl([msgspec.structs.replace(request, resume=True)])
    assert (again.sources, len(server.log)) == ([], asked)
