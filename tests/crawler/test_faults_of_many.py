"""Whatever a server does wrong to a feed, a thread or a sitemap: nothing is lost, stored twice or closed wrongly."""

import pytest

from skilldemand.crawler.visit import AS_USUAL, AS_USUAL_OF_THREADS
from tests.crawler.fault_matrix import CASES
from tests.crawler.fault_matrix_of_many import (
    FAMILIES,
    NOT_FOR,
    SLUGS,
    board_of,
    days_of,
    published_of_many,
    run_of_many,
    table_of_many,
)

PAIRS = [(case, family) for case in CASES for family in FAMILIES if case.name not in NOT_FOR[family]]
WELL = {"feed": "partial", "thread": "partial", "sitemap": "complete"}
# What each fault must end in where it is not what a healthy day ends in.
ENDS = {
    "busy": "error", "unasked304": "error", "always500": "error", "gone404": "dead", "forbidden": "blocked",
    "cut": "error", "half": "error", "reset": "error", "hangs": "error", "html": "error", "login": "error",
    "private": "error", "circle": "error", "bomb": "error", "large": "error", "no-envelope": "error",
}  # fmt: skip
OF_ONE = {("no-ids", "thread"): "partial", ("null-rows", "thread"): "partial", ("silence", "thread"): "error",
          ("clamp", "thread"): "partial"}  # fmt: skip


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return run_of_many(tmp_path_factory.mktemp("faults"))


@pytest.fixture(params=PAIRS, ids=[f"{case.name}-{family}" for case, family in PAIRS])
def pair(request):
    case, family = request.param
    return case, family, FAMILIES[family]


def test_a_fault_ends_in_the_status_that_says_it(outcome, pair):
    case, family, source = pair
    expected = OF_ONE.get((case.name, family)) or ENDS.get(case.name, WELL[family])
    result = outcome.results(case, source)[1]
    assert result.status == expected
    assert result.reason or result.status == "complete"


def test_the_days_before_and_after_are_well(outcome, pair):
    case, family, source = pair
    for result in outcome.results(case, source)[::2]:
        assert result.status == WELL[family]
        assert result.reason == {"feed": AS_USUAL, "thread": AS_USUAL_OF_THREADS}.get(family)


def keys(rows, source):
    prefix = {"himalayas": f"companies/{SLUGS[source]}/jobs/", "json_ld": "/jobs/"}.get(source, "")
    return {f"{source}:{board_of(source).slug}:{prefix}{row.id}" for row in rows}


def test_nothing_is_lost_and_nothing_stored_twice(outcome, pair):
    case, _, source = pair
    written = {key: count for (key, _), count in outcome.cases[case.name].written.items() if key.startswith(source)}
    assert written.keys() == keys(outcome.truth[case.name].postings[SLUGS[source]], source)
    assert set(written.values()) == {1}


def test_nothing_that_stands_is_held_for_missing(outcome, pair):
    case, _, source = pair
    standing = [row for row in outcome.truth[case.name].postings[SLUGS[source]] if row.stands_on(days_of(case)[2])]
    assert keys(standing, source) <= outcome.cases[case.name].stored[source, board_of(source).slug]


def test_the_published_table_is_what_came_out(outcome):
    assert published_of_many() == table_of_many(outcome), "run: python -m tests.crawler.fault_matrix_of_many"
