"""Which vacancies are open to somebody, held against a count over plain sets."""

from collections.abc import Callable
from itertools import count
from math import ceil

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.analysis.coverage import curve
from skilldemand.analysis.openings import Openings, Scope, load_openings
from skilldemand.analysis.warehouse import open_published
from tests.analysis.conftest import Market

TOOLS = ("aws", "gcp", "go", "java", "python", "r", "sql")
musts = st.lists(st.frozensets(st.sampled_from(TOOLS), min_size=1, max_size=3), min_size=1, max_size=5, unique=True)
markets = st.lists(st.tuples(st.integers(0, 3), musts), min_size=1, max_size=12)


def openings_of(market: list[tuple[int, list[frozenset[str]]]]) -> Openings:
    owner, must, tool, number = [], [], [], count()
    for vacancy, (_, wanted) in enumerate(market):
        for one in wanted:
            place = next(number)
            owner.append(vacancy)
            for name in sorted(one):
                must.append(place)
                tool.append(TOOLS.index(name))
    employer, owners, rows, tools = (
        np.array(values, dtype=np.int64) for values in ([e for e, _ in market], owner, must, tool)
    )
    return Openings(TOOLS, employer, owners, rows, tools, free=0)


def is_open(wanted: list[frozenset[str]], have: set[str], satisfied: float) -> bool:
    return sum(bool(one & have) for one in wanted) >= ceil(len(wanted) * satisfied - 1e-9)


@settings(max_examples=80, deadline=None)
@given(markets, st.sets(st.sampled_from(TOOLS), max_size=4), st.sampled_from((1.0, 0.8)))
def test_open_vacancies_and_what_each_tool_would_open_equal_a_plain_count(
    market: list[tuple[int, list[frozenset[str]]]], have: set[str], satisfied: float
) -> None:
    openings = openings_of(market)
    before = [is_open(wanted, have, satisfied) for _, wanted in market]
    assert openings.open_to(have, satisfied).tolist() == before
    gains, wants = openings.counts(have, satisfied)
    for number, tool in enumerate(TOOLS):
        after = [is_open(wanted, have | {tool}, satisfied) for _, wanted in market]
        expected = [v for v, (was, now) in enumerate(zip(before, after, strict=True)) if now and not was]
        opened = openings.open_to(have | {tool}, satisfied) & ~openings.open_to(have, satisfied)
        assert np.flatnonzero(opened).tolist() == expected
        assert gains[number] == len(expected)
        unmet = [any(tool in one and not one & have for one in wanted) for _, wanted in market]
        assert wants[number] == sum(unmet)


def test_the_curve_takes_the_tool_that_opens_most_and_ends_when_nothing_is_wanted() -> None:
    openings = openings_of([
        (0, [frozenset({"python"})]),
        (1, [frozenset({"python"}), frozenset({"aws", "gcp"})]),
        (2, [frozenset({"sql"})]),
        (2, [frozenset({"python"}), frozenset({"aws"})]),
    ])  # fmt: skip
    assert [(skill, gain) for skill, gain, _ in curve(openings, 1.0)] == [("python", 1), ("aws", 2), ("sql", 1)]


def test_musts_are_the_required_tools_and_alternatives_are_one_must(con: duckdb.DuckDBPyConnection) -> None:
    openings = load_openings(con, Scope("mlops-engineer"))
    # docker, aws or gcp or azure, and python for one of the two vacancies; docker and aws for the other
    assert sorted(openings.musts.tolist()) == [2, 3]
    assert openings.open_to({"docker", "gcp", "python"}).sum() == 1
    assert openings.open_to({"docker", "aws", "python"}).sum() == 2


def test_a_vacancy_without_a_required_tool_is_left_out_and_counted(con: duckdb.DuckDBPyConnection) -> None:
    openings = load_openings(con, Scope("research-scientist"))
    assert (openings.n, openings.free) == (1, 1)


def test_a_scope_narrows_by_country_and_by_what_stands_open(con: duckdb.DuckDBPyConnection) -> None:
    assert load_openings(con, Scope("all", country="FR")).n == 6
    standing = load_openings(con, Scope("all", open_now=True))
    assert standing.n == 2


def test_an_empty_scope_has_no_vacancies(con: duckdb.DuckDBPyConnection) -> None:
    nobody = load_openings(con, Scope("manager"))
    assert (nobody.n, nobody.free, nobody.interval(np.array([], dtype=np.int64))) == (0, 0, None)
    assert list(curve(nobody, 1.0)) == []


def test_a_large_scope_is_thinned_to_the_same_sample_each_time(con: duckdb.DuckDBPyConnection) -> None:
    once, again = load_openings(con, Scope("all"), most=7), load_openings(con, Scope("all"), most=7)
    assert once.n + once.free == 7
    assert once.tool.tolist() == again.tool.tolist()


@pytest.mark.parametrize("population", ["ml", "all"])
def test_the_curve_in_the_warehouse_never_falls(make_market: Callable[..., Market], population: str) -> None:
    market = make_market()
    market.build()
    with open_published(market.warehouse) as con:
        rows = con.execute(
            "SELECT position, vacancies_open, gain, n FROM marts.coverage_curve WHERE population = ? AND satisfied = 1 "
            "ORDER BY position",
            [population],
        ).fetchall()
    reached = 0
    for position, (place, vacancies_open, gain, n) in enumerate(rows, start=1):
        reached += gain
        assert (place, vacancies_open) == (position, reached)
        assert reached <= n
    assert rows
