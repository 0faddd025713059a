"""A run as its callers see it: real child process, real server on loopback, real files."""

import datetime as dt
from collections import Counter

import msgspec
import pytest

from skilldemand.crawler.crawl import BoardEvent, SourceSummary, crawl, health_of
from skilldemand.crawler.errors import CrawlError
from skilldemand.crawler.landing import complete_runs, read_sightings
from skilldemand.crawler.registry import load_registry
from skilldemand.crawler.sample_records import Change, Edit
from tests.crawler.fault_matrix import registry, requests
from tests.crawler.runs import boards_of, landed
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


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """Four runs over a market in which one board changes."""
    folder = tmp_path_factory.mktemp("life")
    events = []
    with FakeServer(market_days(market_with_a_life())) as server:
        asked = requests(folder, server, registry(folder / "boards", boards_of(BOARDS)), [FIRST, SECOND, THIRD, FOURTH])
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
