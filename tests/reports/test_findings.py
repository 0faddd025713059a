"""Titles claim only what the intervals carry."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from skilldemand.reports.findings import bands, leader, technologies
from skilldemand.reports.marts import BOUNDS


def row(share: float, half: float, reason: str | None = None) -> dict[str, Any]:
    return {
        "skill_id": "x",
        "share": None if reason else share,
        "lo": None if reason else share - half,
        "hi": None if reason else share + half,
        "suppressed_reason": reason,
        "k": 10,
        BOUNDS: (share - half, share + half),
    }


def test_a_leader_needs_an_interval_above_all_others() -> None:
    clear = [row(0.7, 0.02), row(0.6, 0.02)]
    assert leader(clear) is clear[0]
    assert leader([row(0.7, 0.06), row(0.6, 0.06)]) is None


def test_one_row_or_only_suppressed_rows_have_no_leader() -> None:
    assert leader([row(0.7, 0.02)]) is None
    assert leader([row(0.7, 0.02, "too few"), row(0.6, 0.02, "too few")]) is None


def test_rows_without_an_interval_have_no_leader() -> None:
    unknown = {**row(0.7, 0.0, "one employer"), BOUNDS: (None, None)}
    assert leader([unknown, {**unknown, "skill_id": "y"}]) is None


def test_a_wide_interval_further_down_takes_the_lead_away() -> None:
    assert leader([row(0.7, 0.02), row(0.6, 0.02), row(0.5, 0.25)]) is None


def test_a_suppressed_row_that_may_be_first_takes_the_lead_away() -> None:
    published = [row(0.4, 0.05), row(0.2, 0.05)]
    assert leader(published) is published[0]
    assert leader([row(0.6, 0.12, "interval too wide"), *published]) is None
    assert leader([*published, row(0.1, 0.4, "interval too wide")]) is None


def test_families_stand_outside_the_bands() -> None:
    family = row(0.9, 0.01) | {"skill_id": "any"}
    assert bands([family, row(0.5, 0.05), row(0.45, 0.05), row(0.2, 0.05)]) == [0, 1, 1, 2]


def test_technologies_are_no_concepts_and_no_practices() -> None:
    kinds = ["language", "concept", "service", "practice", "library"]
    assert [row["kind"] for row in technologies([{"kind": kind} for kind in kinds])] == [
        "language",
        "service",
        "library",
    ]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.2)), max_size=12))
def test_rows_of_one_band_reach_the_first_of_it(pairs: list[tuple[float, float]]) -> None:
    rows = [row(share, half) for share, half in sorted(pairs, reverse=True)]
    first: dict[int, dict[str, Any]] = {}
    for number, item in zip(bands(rows), rows, strict=True):
        assert item[BOUNDS][1] >= first.setdefault(number, item)[BOUNDS][0]
