"""A run that is stopped or killed, alone or with its caller, keeps what it has read; a resumed one reads the rest."""

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

from skilldemand.crawler.crawl import CrawlRequest, crawl
from skilldemand.crawler.landing import complete_runs
from tests.crawler.fault_matrix import registry, requests
from tests.crawler.runs import boards_of, landed
from tests.fakeserver.market import make_market, market_days
from tests.fakeserver.server import FakeServer

FIRST = dt.date(2026, 3, 10)
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
