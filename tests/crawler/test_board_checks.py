"""What a crawl is warned of when it has ended, and what it believes."""

import gzip

import msgspec
import pytest

from skilldemand.crawler import board_checks
from skilldemand.crawler.board_checks import Facts
from skilldemand.crawler.crawl import crawl, health_of
from skilldemand.crawler.history import History
from skilldemand.crawler.landing import COMPLETE
from skilldemand.crawler.posting import BoardResult
from skilldemand.crawler.registry import Board, Expect
from tests.crawler.fault_matrix import AFTER, board, registry, requests
from tests.fakeserver import wrong_listings
from tests.fakeserver.market import make_market, market_days
from tests.fakeserver.server import FakeServer

ELM = Board(slug="elm", expect=Expect(min_postings=5))
NOW = "2026-03-20T06:00:00+00:00"


def result(name, status="complete", listed=40, *, day=20, reason=None, emitted=None):
    at = f"2026-03-{day:02}T06:00:00+00:00"
    return BoardResult(
        run_id="r", source="greenhouse", board=name, status=status, reason=reason, listed=listed,
        emitted=listed if emitted is None else emitted, started_at=at, ended_at=at,
    )  # fmt: skip


@pytest.fixture
def history(tmp_path):
    """Return a function that makes a history of results, one run each."""

    def make(*runs):
        for number, results in enumerate(runs):
            folder = tmp_path / "greenhouse" / f"r{number}"
            folder.mkdir(parents=True)
            with gzip.open(folder / COMPLETE, "wb") as stream:
                stream.write(b"".join(msgspec.json.encode(one) + b"\n" for one in results))
        return History(tmp_path, "greenhouse")

    return make


def facts(history, *results, boards=(), fields=None, new_keys=None):
    return Facts(list(results), list(boards), history, fields or {}, new_keys or {}, NOW)


def test_a_listing_far_below_the_usual_is_doubted(history):
    past = history([result("elm", day=1)], [result("elm", listed=44, day=2)])
    assert past.usual_yield("elm") == 42
    assert "listed 3 where 42 are usual" in past.doubt("elm", 3, NOW)
    assert past.doubt("elm", 25, NOW) is None
    assert past.doubt("new", 0, NOW) is None


def test_a_low_yield_is_believed_when_it_lasts(history):
    doubted = [result("elm", "partial", 3, day=day, reason="doubted: listed 3") for day in (16, 18)]
    past = history([result("elm", day=1)], [doubted[0]], [doubted[1]])
    assert past.doubt("elm", 3, "2026-03-18T20:00:00+00:00") is not None
    assert past.doubt("elm", 3, NOW) is None


def test_small_boards_are_never_doubted(history):
    assert history([result("elm", listed=9, day=1)]).doubt("elm", 0, NOW) is None


def test_a_source_that_gives_half_of_the_usual_is_called_failing(history):
    past = history([result("elm", day=1), result("fir", day=1)])
    said = board_checks.low_yield(
        facts(past, result("elm", "partial", 5, reason="doubted: x"), result("fir", listed=20))
    )
    assert len(said) == 2
    assert "elm" in said[0]
    assert "listed 25 postings where 80 are usual" in said[1]
    assert board_checks.low_yield(facts(past, result("elm"), result("fir"))) == []


@pytest.mark.parametrize(
    ("check", "results", "more", "words"),
    [
        ("below_expectation", [result("elm", listed=2)], {"boards": [ELM]}, "elm"),
        ("field_coverage", [], {"fields": {"postings": 40, "url": 40, "description_text": 30, "posted_at": 40}}, "75%"),
        ("new_keys", [], {"new_keys": {"pay_rate": 7}}, "pay_rate (7)"),
        ("dead_boards", [result(name, "dead", 0) for name in "abc"], {}, "3 of 3 boards are dead"),
        ("unreadable_rows", [result("elm", listed=40, emitted=30)], {}, "10 of 40"),
        ("failing_boards", [result("elm", "error", 0, reason="answered 500")], {}, "answered 500"),
    ],
)  # fmt: skip
def test_each_check_says_what_it_found(history, check, results, more, words):
    assert words in " ".join(getattr(board_checks, check)(facts(history(), *results, **more)))
    assert getattr(board_checks, check)(facts(history(), result("elm"))) == []


def test_a_source_that_never_states_a_field_is_not_warned_of_it(history):
    fields = {"postings": 40, "url": 40, "description_text": 40}
    assert board_checks.field_coverage(facts(history(), fields=fields)) == []


def test_boards_long_dead_or_long_unread_are_named(history):
    past = history([result("elm", "dead", 0, day=18), result("fir", day=1)], [result("elm", "dead", 0, day=19)])
    assert "elm" in board_checks.dead_boards(facts(past, result("elm", "dead", 0)))[0]
    assert "14 days" in board_checks.old_boards(facts(past, result("fir", "error", 0)))[0]


def test_the_suite_runs_when_a_crawl_closes(tmp_path):
    @wrong_listings.edited
    def grown(data):
        for row in data["jobs"]:
            row["shift_pattern"] = "nights"

    folder = registry(tmp_path / "boards", {"greenhouse": [board("elm", "greenhouse"), board("fir", "greenhouse")]})
    market = make_market({"elm": "greenhouse", "fir": "greenhouse"})
    with FakeServer(market_days(market), {"elm": grown}) as server:
        (summary,) = crawl(requests(tmp_path, server, folder, [AFTER]))
    assert summary.sources[0].warnings == ["the answers have new fields: shift_pattern (5)"]
    assert health_of(summary) == "warnings"
