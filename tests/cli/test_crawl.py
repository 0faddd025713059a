"""`skilldemand crawl` from outside: a real process, a real server on loopback."""

import json
import os
import subprocess
import sys
import time

import pytest

from skilldemand.cli.run_plan import crawls
from skilldemand.cli.session import make_session
from skilldemand.crawler.landing import complete_runs, read_boards
from skilldemand.crawler.own_boards import read_own_boards
from tests.crawler.fault_matrix import AFTER, board, registry
from tests.fakeserver import faults
from tests.fakeserver.market import make_market, market_days
from tests.fakeserver.server import FakeServer

BOARDS = {"elm": "greenhouse", "fir": "greenhouse", "oak": "lever", "ash": "greenhouse", "bad": "greenhouse"}


@pytest.fixture
def place(tmp_path):
    """A server, and a registry that knows elm, fir and oak; ash stands but is not registered, bad answers 500."""
    known = {"greenhouse": [board("elm", "greenhouse"), board("fir", "greenhouse")], "lever": [board("oak", "lever")]}
    folder = registry(tmp_path / "registry", known)
    with FakeServer(market_days(make_market(BOARDS)), {"bad": faults.status(500)}) as server:
        yield tmp_path / "ws", server, folder


def skilldemand(place, *arguments):
    workspace, server, folder = place
    return subprocess.run(
        [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(workspace), *arguments],
        env={**os.environ, "SKILLDEMAND_REHOST": server.at(AFTER), "SKILLDEMAND_REGISTRY": folder, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def visited(place):
    return {
        f"{result.source}/{result.board}": result.status
        for run in complete_runs(place[0] / "landing")
        for result in read_boards(run)
    }


def test_a_crawl_reads_every_board_and_closes_with_a_table(place):
    done = skilldemand(place, "crawl")
    assert done.returncode == 0, done.stderr
    assert visited(place) == dict.fromkeys(["greenhouse/elm", "greenhouse/fir", "lever/oak"], "complete")
    row = next(line for line in done.stdout.splitlines() if "greenhouse" in line)
    assert [cell.strip() for cell in row.split("│")[2:7]] == ["2 complete", "10", "10", "10", "0"]
    ledger = [json.loads(line) for line in (place[0] / "state" / "ledger.jsonl").read_text().splitlines()]
    assert [(line["step"], line["status"], line["new"]) for line in ledger] == [("crawl", "ok", 15)]


def test_a_crawl_can_be_narrowed_to_sources_and_boards(place):
    assert skilldemand(place, "crawl", "--source", "lever", "--board", "greenhouse/fir").returncode == 0
    assert set(visited(place)) == {"greenhouse/fir", "lever/oak"}


def test_a_dry_run_prints_the_plan_and_asks_nobody(place):
    done = skilldemand(place, "crawl", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "3 boards of 2 sources" in done.stdout
    assert place[1].log == []
    assert not (place[0] / "landing").exists()


def test_a_stopped_run_is_resumed_by_its_name(place):
    skilldemand(place, "crawl", "--board", "greenhouse/fir")
    (run,) = complete_runs(place[0] / "landing")
    assert skilldemand(place, "crawl", "--resume", run.name).returncode == 0
    assert len(visited(place)) == 3
    assert [line.target for line in place[1].log if "/fir/" in line.target].__len__() == 1


def test_exit_codes_tell_warnings_and_failure(place):
    registry(place[0].parent / "other", {"greenhouse": [board("elm", "greenhouse"), board("bad", "greenhouse")]})
    other = (place[0], place[1], str(place[0].parent / "other"))
    assert skilldemand(other, "crawl").returncode == 3
    assert skilldemand(other, "crawl", "--board", "greenhouse/bad").returncode == 5


def test_crawls_that_begin_within_one_second_are_runs_of_their_own(place, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    for _ in range(3):
        assert skilldemand(place, "crawl", "--source", "lever").returncode == 0
    names = [run.name for run in complete_runs(place[0] / "landing")]
    assert names == ["20261101T000000Z", "20261101T000001Z", "20261101T000002Z"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--shard", "9/8"], 2, "K/N"),
        (["--board", "elm"], 2, "SOURCE/SLUG"),
        (["--resume", "20260101T000000Z"], 2, "no such run"),
        (["--source", "nowhere"], 1, "'nowhere'"),
        (["--board", "greenhouse/nobody"], 1, "skilldemand crawl add"),
        (["add", "greenhouse", "nobody"], 2, "It was not added"),
        (["add", "greenhose", "nobody"], 2, "no such source; did you mean greenhouse?"),
        (["add", "greenhouse", "x", "--option", "site"], 2, "NAME=VALUE"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(place, arguments, code, words):
    done = skilldemand(place, "crawl", *arguments)
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert not read_own_boards(place[0] / "boards")


def test_adding_a_board_reads_it_and_writes_one_line(place):
    done = skilldemand(place, "crawl", "add", "greenhouse", "ash")
    assert done.returncode == 0, done.stderr
    assert "5 postings listed, 5 kept" in done.stdout
    assert (place[0] / "boards" / "greenhouse.yml").read_text().splitlines()[
        -1
    ] == "- {slug: ash, company: Employer ash}"
    assert skilldemand(place, "crawl", "add", "greenhouse", "ash").returncode == 2
    assert skilldemand(place, "crawl").returncode == 0
    assert visited(place)["greenhouse/ash"] == "complete"
    assert len(visited(place)) == 4


def test_run_crawls_only_where_a_crawl_was_wanted(place):
    def begins_with_a_crawl():
        return crawls(make_session(place[0], debug=False))

    assert not begins_with_a_crawl()
    skilldemand(place, "crawl", "--source", "lever")
    assert begins_with_a_crawl()
    (place[0] / "skilldemand.toml").write_text("crawl = false\n")
    assert not begins_with_a_crawl()
    (place[0] / "skilldemand.toml").write_text("crawl = true\n")
    assert skilldemand(place, "run").returncode == 0
    assert len(visited(place)) == 3


def test_a_stopped_crawl_says_how_to_go_on(place):
    workspace, server, folder = place
    server.faults = {"fir": faults.never_ends}
    process = subprocess.Popen(
        [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(workspace), "crawl"],
        env={**os.environ, "SKILLDEMAND_REHOST": server.at(AFTER), "SKILLDEMAND_REGISTRY": folder, "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not any("/fir/" in line.target for line in server.log):
        time.sleep(0.05)
    process.terminate()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "skilldemand crawl --resume" in out
    assert visited(place)["greenhouse/fir"] in {"partial", "complete"}
