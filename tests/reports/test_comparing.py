"""Two reports compared: method first, numbers only where the method is one, and no movement that is only noise."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.analysis.estimate import clustered_interval
from skilldemand.reports.comparing import compare, difference_interval
from skilldemand.reports.comparison_input import WrittenReport, read_report
from skilldemand.reports.errors import ComparisonError
from skilldemand.reports.method_changes import sql_behind

MANIFEST = {
    "population": "ml",
    "data": "postings",
    "versions": {"taxonomy": "t1", "matcher": "m1", "schema": 1, "skilldemand": "0.1.0"},
    "sql": {"marts/skill_demand.sql": "aa", "staging/estimate.sql": "bb", "marts/skill_trend.sql": "cc"},
    "thresholds": {"min_vacancies": 100},
    "sources": ["greenhouse", "lever"],
    "inputs": {"postings": {"rows": 9, "checksum": "1"}},
}
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
NEXT = (date(2025, 1, 1), date(2025, 12, 31))


def row(skill: str, k: int, n: int = 1000, reason: str | None = None) -> dict[str, Any]:
    found = clustered_interval([k // 50] * 50, [n // 50] * 50)
    shown = (
        {"share": found.share, "lo": found.lo, "hi": found.hi}
        if reason is None
        else dict.fromkeys(("share", "lo", "hi"))
    )
    return {"skill_id": skill, "name": skill.title(), "suppressed_reason": reason, "rank_lo": 1, "rank_hi": 2, **shown}


def report(*rows: dict[str, Any], window: Any = YEAR, **changed: Any) -> WrittenReport:
    return WrittenReport(Path("run"), {**MANIFEST, **changed}, {"skill_demand": list(rows)}, window)


def test_the_same_report_twice_says_nothing_moved() -> None:
    one = report(row("python", 700), row("sql", 400))
    found = compare(one, one)
    assert (found.comparable, found.changes, found.entered, found.left) == (True, [], [], [])
    assert [move.beyond for move in found.moves] == [False, False]
    assert (found.same_postings, found.overlap_days) == (True, 366)


def test_what_moved_beyond_its_interval_is_told_from_what_did_not() -> None:
    a = report(row("python", 700), row("sql", 400), row("scala", 200))
    b = report(row("python", 700), row("sql", 550), row("scala", 250), window=NEXT)
    found = {move.id: move for move in compare(a, b).moves}
    assert [found[skill].beyond for skill in ("python", "sql", "scala")] == [False, True, True]
    assert found["sql"].difference == pytest.approx(0.15)
    assert found["sql"].lo < 0.15 < found["sql"].hi
    assert found["sql"].q < found["scala"].q < found["python"].q
    assert compare(a, b).overlap_days == 0


def test_one_movement_by_chance_among_many_is_not_held_when_all_are_looked_at_together() -> None:
    still = [f"skill-{number}" for number in range(40)]
    a = report(*(row(name, 400) for name in still), row("odd", 400))
    b = report(*(row(name, 400) for name in still), row("odd", 450))
    (odd,) = [move for move in compare(a, b).moves if move.beyond]
    assert odd.id == "odd"
    assert odd.q > 0.10


def test_rows_that_one_report_publishes_alone_entered_or_left() -> None:
    a = report(row("python", 700), row("theano", 50), row("jax", 10, reason="fewer than 5 vacancies"))
    b = report(row("python", 700), row("theano", 50, reason="interval wider"), row("jax", 100), row("new", 50))
    found = compare(a, b)
    assert [(absence.id, absence.reason) for absence in found.left] == [("theano", "interval wider")]
    assert [(absence.id, absence.reason) for absence in found.entered] == [
        ("jax", "fewer than 5 vacancies"),
        ("new", "not in the list of skills"),
    ]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"versions": MANIFEST["versions"] | {"taxonomy": "t2"}}, "taxonomy"),
        ({"versions": MANIFEST["versions"] | {"matcher": "m2"}}, "reader"),
        ({"population": "all"}, "population"),
        ({"data": "sample data"}, "kind of data"),
        ({"sql": MANIFEST["sql"] | {"staging/estimate.sql": "xx"}}, "SQL of these tables"),
        ({"sql": None}, "SQL"),
    ],
)
def test_across_a_break_numbers_are_compared_only_when_asked(changed: dict[str, Any], what: str) -> None:
    a, b = report(row("python", 700)), report(row("python", 100), **changed)
    found = compare(a, b)
    assert [change.what for change in found.changes if change.breaks] == [what]
    assert (found.comparable, found.moves, found.entered, found.left) == (False, [], [], [])
    assert [move.id for move in compare(a, b, across_break=True).moves] == ["python"]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"sources": ["greenhouse", "workday"]}, "sources"),
        ({"thresholds": {"min_vacancies": 50}}, "threshold min_vacancies"),
        ({"versions": MANIFEST["versions"] | {"skilldemand": "0.2.0"}}, "release"),
        ({"sql": MANIFEST["sql"] | {"marts/skill_trend.sql": "xx"}}, "SQL of other tables"),
    ],
)
def test_what_leaves_the_shares_comparable_is_said_and_compared(changed: dict[str, Any], what: str) -> None:
    found = compare(report(row("python", 700)), report(row("python", 700), **changed))
    assert [change.what for change in found.changes] == [what]
    assert found.comparable
    assert len(found.moves) == 1


def test_the_sql_behind_the_shares_is_known() -> None:
    behind = sql_behind(["skill_demand"])
    assert {"marts/skill_demand.sql", "staging/estimate.sql", "macros/interval.sql", "core/mention.sql"} <= behind
    assert "marts/month_flow.sql" not in behind


@given(st.integers(1, 19), st.integers(1, 19))
def test_the_interval_holds_the_difference_and_turns_round_with_the_order(one: int, two: int) -> None:
    a, b = row("a", 50 * one), row("b", 50 * two)
    lo, hi = difference_interval(a, b)
    assert lo <= b["share"] - a["share"] <= hi
    assert difference_interval(b, a) == pytest.approx((-hi, -lo))


def test_two_written_reports_are_read_back(sample_report, real_report) -> None:
    found = compare(read_report(sample_report.folder), read_report(real_report.folder))
    assert [change.what for change in found.changes] == ["kind of data"]
    same = compare(read_report(real_report.folder), read_report(real_report.folder))
    assert (same.comparable, same.same_postings) == (True, True)
    assert {move.table for move in same.moves} == {"skill_demand", "section_demand", "framework_demand", "cloud_demand"}
    assert not any(move.beyond for move in same.moves)


def test_a_folder_that_is_no_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ComparisonError, match=r"holds no manifest\.json"):
        read_report(tmp_path)
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ComparisonError, match="holds list, expected an object"):
        read_report(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({}), encoding="utf-8")
    (tmp_path / "report.json").write_text("{", encoding="utf-8")
    with pytest.raises(ComparisonError, match="cannot be read"):
        read_report(tmp_path)
