"""Whatever a server does wrong: nothing is lost, nothing is stored twice, nothing is closed that stands."""

import pytest

from skilldemand.crawler.crawl import health_of
from tests.crawler.fault_matrix import AFTER, BEFORE, CASES, DURING, FAMILIES, published, run_matrix, slug_of, table

READ = {"complete", "empty"}
PAIRS = [(case, family) for case in CASES for family in FAMILIES]
NAMES = [slug_of(case, family) for case, family in PAIRS]
# What each fault must end in where it is not complete; one status, or one for each family in their order.
ENDS = {
    "busy": "error", "unasked304": ("unchanged", "unchanged", "error"), "always500": "error", "gone404": "dead",
    "forbidden": "blocked", "cut": "error", "half": "error", "reset": "error", "hangs": "error", "html": "error",
    "login": "error", "private": "error", "circle": "error", "bomb": "error", "large": "error",
    "clamp": ("partial", "complete", "partial"), "no-ids": "partial", "no-envelope": "error", "null-rows": "partial",
    "silence": "partial",
}  # fmt: skip


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return run_matrix(tmp_path_factory.mktemp("faults"))


@pytest.fixture(params=PAIRS, ids=NAMES)
def pair(request):
    case, family = request.param
    return case, family, slug_of(case, family)


def test_a_fault_ends_in_the_status_that_says_it(outcome, pair):
    case, family, slug = pair
    expected = ENDS.get(case.name, "complete")
    if isinstance(expected, tuple):
        expected = expected[FAMILIES.index(family)]
    result = outcome.results[DURING, family.source, slug]
    assert result.status == expected
    assert result.reason or result.status in {"complete", "unchanged"}


def test_the_days_before_and_after_are_complete(outcome, pair):
    _, family, slug = pair
    assert [outcome.results[day, family.source, slug].status for day in (BEFORE, AFTER)] == ["complete"] * 2


def test_a_whole_listing_sighted_everything_that_stood(outcome, pair):
    _, family, slug = pair
    for day in (BEFORE, DURING, AFTER):
        place = (day, family.source, slug)
        if outcome.results[place].status in READ:
            assert outcome.sighted[place] >= outcome.truth[place]


def test_nothing_is_lost(outcome, pair):
    _, family, slug = pair
    every = set().union(*(outcome.truth[day, family.source, slug] for day in (BEFORE, AFTER)))
    assert every <= {key for key, _ in outcome.written}


def test_nothing_is_stored_twice(outcome, pair):
    _, family, slug = pair
    prefix = f"{family.source}:{slug}:"
    assert [pair for pair, count in outcome.written.items() if count > 1 and pair[0].startswith(prefix)] == []
    assert all(count == 1 for keys in outcome.run_keys for count in keys.values())


def test_nothing_that_stands_is_held_for_missing(outcome, pair):
    _, family, slug = pair
    assert outcome.stored[family.source, slug] == outcome.truth[AFTER, family.source, slug]


def test_texts_come_out_as_they_were_written(outcome, pair):
    _, family, slug = pair
    for key in outcome.truth[BEFORE, family.source, slug]:
        assert all("You know Python – naïve or not – and SQL." in text for text in outcome.texts[key])


def test_no_redirect_was_followed(outcome):
    assert not [line for line in outcome.log if "login" in line.target.split("?")[0].split("/")]
    assert not [line for line in outcome.log if line.host.startswith("169.254")]


def test_a_run_with_troubled_boards_says_so(outcome):
    assert [health_of(summary) for summary in outcome.summaries] == ["ok", "warnings", "ok"]


def test_the_published_table_is_what_came_out(outcome):
    assert published() == table(outcome), "run: python -m tests.crawler.fault_matrix"
