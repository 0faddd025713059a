"""Thirty runs over boards that flap, die, return and truncate: the lifecycle tables equal what the simulation knows."""

from collections import Counter
from datetime import timedelta

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.analysis.warehouse import open_published
from skilldemand.crawler.landing import complete_runs, read_postings
from tests.analysis.conftest import ATTRIBUTES, VERSION, Market, write_mentions
from tests.analysis.simulation import DAY, FEED, WHOLE, Board, World, expected

RUNS = 30
SIMULATIONS = ((1, 1), (2, 1), (4, 5))
"""Seed, and days between two runs: with five days between them spells of more than sixty days apart come about."""

Simulated = tuple[World, Market]


def read_texts(market: Market) -> None:
    """Write the reader's row of every text that the simulation landed, so that the vacancies count."""
    texts = {posting.content_hash for run in complete_runs(market.landing) for posting in read_postings(run)}
    rows = [{**VERSION, "text_hash": text, "role": "ml-engineer", "text_chars": 20} for text in sorted(texts)]
    pq.write_table(pa.Table.from_pylist(rows, ATTRIBUTES), market.mentions / "attributes" / "part-0.parquet")


@pytest.fixture(scope="module")
def simulations(tmp_path_factory: pytest.TempPathFactory) -> list[Simulated]:
    found = []
    for seed, days in SIMULATIONS:
        market = Market(tmp_path_factory.mktemp("simulation"))
        world = World(seed, timedelta(days=days))
        for number in range(RUNS):
            world.run(market.landing, number)
        write_mentions(market, [])
        read_texts(market)
        market.build()
        found.append((world, market))
    return found


def states(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("SELECT posting_key, state FROM core.posting").fetchall())


def test_the_life_of_every_posting_is_the_true_one(simulations: list[Simulated]) -> None:
    for world, market in simulations:
        with open_published(market.warehouse) as con:
            told = con.execute("FROM core.posting_spell ORDER BY posting_key, spell").fetchall()
        assert told == sorted(expected(world))


def boards_that_ended_well(world: World) -> list[Board]:
    """Boards that list everything and whose last three visits had a whole listing each, two days apart or more."""
    return [
        board
        for board in world.boards
        if board.source != FEED
        and all(visit.status in WHOLE and visit.shown == visit.true_keys for visit in board.visits[-3:])
        and board.visits[-1].at - board.visits[-3].at >= 2 * DAY - timedelta(hours=3)
    ]


def test_where_the_listing_is_whole_what_stands_is_open_and_what_left_is_closed(simulations: list[Simulated]) -> None:
    for world, market in simulations:
        with open_published(market.warehouse) as con:
            told = states(con)
        boards = boards_that_ended_well(world)
        assert len(boards) >= 2
        for board in boards:
            for key in board.jobs:
                if key in board.visits[-1].true_keys:
                    assert told[key] == "open"
                elif key in told and not any(key in visit.true_keys for visit in board.visits[-3:]):
                    assert told[key] == "closed"


def test_a_feed_closes_nothing_even_when_it_dies(simulations: list[Simulated]) -> None:
    for world, market in simulations:
        with open_published(market.warehouse) as con:
            told = states(con)
        feeds = {told.get(key) for board in world.boards if board.source == FEED for key in board.jobs}
        assert feeds
        assert "closed" not in feeds


def test_a_vacancy_with_one_posting_lives_as_long_as_it(simulations: list[Simulated]) -> None:
    for _, market in simulations:
        with open_published(market.warehouse) as con:
            rows = con.execute(
                "SELECT s.posting_key FROM core.posting_spell AS s FULL JOIN core.spell AS v "
                "ON v.vacancy_id = s.posting_key AND v.spell = s.spell WHERE (s.opened_on, s.last_seen_on, "
                "s.closed_on, s.reopened) IS DISTINCT FROM (v.opened_on, v.last_seen_on, v.closed_on, v.reopened)"
            ).fetchall()
        assert rows == []


def test_months_carry_what_stands_from_one_to_the_next(simulations: list[Simulated]) -> None:
    for world, market in simulations:
        rows = [row for row in expected(world) if not str(row[0]).startswith(FEED)]
        with open_published(market.warehouse) as con:
            months = con.execute(
                "SELECT found_open + opened, reopened, closed, open_at_end FROM marts.lifecycle_month "
                "WHERE population = 'ml' ORDER BY month"
            ).fetchall()
        entered, reopened, closed, standing = zip(*months, strict=True)
        assert sum(entered) == len(rows)
        assert sum(reopened) == sum(int(str(row[4])) for row in rows)
        assert sum(closed) == sum(row[6] is not None for row in rows) + sum(reopened)
        assert standing[-1] == sum(row[6] is None for row in rows)


def test_the_simulations_contain_what_they_are_for(simulations: list[Simulated]) -> None:
    seen: Counter[str] = Counter()
    for world, _ in simulations:
        seen.update(visit.status for board in world.boards for visit in board.visits)
        for row in expected(world):
            seen.update((str(row[8]), str(row[9]), "reopened" if row[4] else "", f"spell {row[1]}"))
    wanted = ("complete", "partial", "unchanged", "empty", "dead", "blocked", "error", "missed", "board dead", "open",
              "missing", "closed", "stale", "reopened", "spell 2")  # fmt: skip
    assert [name for name in wanted if not seen[name]] == []
