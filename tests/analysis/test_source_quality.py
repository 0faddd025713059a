"""A source that fails is told from a market that shrinks, and trends leave it out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from skilldemand.analysis.warehouse import open_published
from skilldemand.crawler.landing import LandingWriter
from skilldemand.crawler.posting import BoardResult, BoardStatus, Sighting
from tests.analysis.conftest import Market, posting, read_market

START = datetime(2026, 5, 1, 6, tzinfo=UTC)
RECORD, _ = posting(read_market()[0])


def visit(market: Market, number: int, status: BoardStatus, listed: int, source: str = "lever") -> None:
    """Write one run of one board; its one stored posting stands on it while anything is listed."""
    run_id, at = f"q{number}", (START + timedelta(days=30 * number)).isoformat()
    key = f"{source}:{source}-board:1"
    with LandingWriter(market.landing, source, run_id) as writer:
        if listed:
            writer.write_posting(
                msgspec.structs.replace(
                    RECORD, posting_key=key, source=source, board=f"{source}-board", url=None, company=source,
                    seen_at=at, run_id=run_id,
                )
            )  # fmt: skip
            writer.write_sighting(
                Sighting(posting_key=key, board=f"{source}-board", content_hash=RECORD.content_hash, seen_at=at)
            )
        writer.write_board(
            BoardResult(
                run_id=run_id, source=source, board=f"{source}-board", status=status, listed=listed,
                dropped=listed // 2, started_at=at, ended_at=at,
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("visits", "reason"),
    [
        ([("complete", 40), ("complete", 42), ("complete", 38), ("complete", 12)],
         "12 postings listed where 40 are usual"),
        ([("complete", 40), ("complete", 42), ("complete", 38), ("complete", 21)], None),
        ([("complete", 40), ("complete", 42), ("complete", 38), ("unchanged", 0)], None),
        ([("complete", 40), ("complete", 42), ("complete", 12)], None),
        ([("complete", 8), ("complete", 8), ("complete", 8), ("complete", 2)], None),
        ([("complete", 40), ("error", 0)], "no board could be read on its last visit"),
        ([("complete", 40), ("partial", 3)], None),
    ],
)  # fmt: skip
def test_a_source_that_gives_under_half_or_nothing_is_quarantined(
    visits: list[tuple[BoardStatus, int]], reason: str | None, make_market: Callable[..., Market]
) -> None:
    market = make_market()
    for number, (status, listed) in enumerate(visits):
        visit(market, number, status, listed)
    market.build()
    with open_published(market.warehouse) as con:
        rows = con.execute("SELECT quarantined, reason FROM marts.source_quality WHERE source = 'lever'").fetchall()
        months = con.execute(
            "SELECT sum(vacancies) FROM marts.month_flow WHERE population = 'all' AND month = '2026-05-01'"
        ).fetchall()
        life = con.execute(
            "SELECT arg_max(open_at_end, month) FROM marts.lifecycle_month WHERE population = 'all'"
        ).fetchall()
    assert rows == [(reason is not None, reason)]
    assert months == [(None if reason else 1,)]
    assert life == [(2 if reason else 3,)]


def test_yield_counts_what_was_listed_and_what_the_filter_kept(make_market: Callable[..., Market]) -> None:
    market = make_market()
    for number, listed in enumerate((40, 50)):
        visit(market, number, "complete", listed)
    market.build()
    with open_published(market.warehouse) as con:
        row = con.execute(
            "SELECT runs, boards, complete, listed, kept, share_kept, postings FROM marts.source_quality "
            "WHERE source = 'lever'"
        ).fetchall()
    assert row == [(2, 1, 1, 50, 25, 0.5, 1)]


def test_a_posting_whose_new_title_the_filter_leaves_out_still_stands(make_market: Callable[..., Market]) -> None:
    market = make_market()
    visit(market, 0, "complete", 10)
    for number in (1, 2):
        at = (START + timedelta(days=number * 2)).isoformat()
        with LandingWriter(market.landing, "lever", f"d{number}") as writer:
            writer.write_dropped({"board": "lever-board", "native_id": "1", "title": "Head of Sales"})
            writer.write_dropped({"board": "lever-board", "native_id": "2", "title": "Cook"})
            writer.write_board(
                BoardResult(
                    run_id=f"d{number}", source="lever", board="lever-board", status="complete", listed=2, dropped=2,
                    started_at=at, ended_at=at,
                )
            )  # fmt: skip
    market.build()
    with open_published(market.warehouse) as con:
        rows = con.execute("SELECT posting_key, state FROM core.posting WHERE source = 'lever'").fetchall()
        sightings = con.execute("SELECT count(*) FROM raw.sighting WHERE posting_key LIKE 'lever%'").fetchone()
    assert rows == [("lever:lever-board:1", "open")]
    assert sightings == (3,)
