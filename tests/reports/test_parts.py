"""Parts that need marts of newer warehouses: full, empty with a reason, absent without a trace."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from skilldemand.reports.content import Part
from skilldemand.reports.marts import Market, read_market
from skilldemand.reports.pages.index import summary_part
from skilldemand.reports.parts.change import trend_part
from skilldemand.reports.parts.data import trust_part
from skilldemand.reports.parts.emerging import Candidate, emerging_part, read_candidates
from skilldemand.reports.parts.guide import guide_part
from skilldemand.reports.parts.pay import pay_part
from skilldemand.reports.parts.since import since_part
from skilldemand.reports.parts.together import coverage_part, pair_part
from skilldemand.reports.parts.who import who_part
from skilldemand.reports.previous import Previous, read_previous
from tests.reports.extras import add_extras

MAKERS = (summary_part, trend_part, pair_part, coverage_part, who_part, pay_part, trust_part)
NEWER = {"skill_trend", "skill_pair", "coverage_curve", "skill_slice", "pay", "quality"}


@pytest.fixture(scope="module")
def market(warehouse) -> Iterator[Market]:
    with warehouse() as connection:
        add_extras(connection)
        yield read_market(connection, "ml")


@pytest.fixture(scope="module")
def parts(market: Market):
    return made(market) | {"section_demand": guide_part(market)}


def made(market: Market) -> dict[str, Part]:
    return {part.anchor: part for make in MAKERS if (part := make(market))}


def blocks(part, kind: str) -> list:
    return [block for block in part.blocks if block.kind == kind]


def sentences(part) -> str:
    return " ".join(line for block in blocks(part, "sentences") for line in block.lines)


def test_every_newer_mart_has_its_part(parts) -> None:
    assert set(parts) >= NEWER


def test_an_absent_mart_leaves_its_part_out(warehouse) -> None:
    with warehouse() as connection:
        found = set(made(read_market(connection, "ml")))
    assert found.isdisjoint(NEWER - {"quality"})


def test_an_empty_mart_says_why_in_a_sentence(warehouse) -> None:
    with warehouse() as connection:
        add_extras(connection, filled=False)
        found = made(read_market(connection, "ml"))
    for anchor in NEWER - {"quality"}:
        assert sentences(found[anchor]).endswith((".", "show."))
        assert not blocks(found[anchor], "chart")


def test_only_what_moved_is_charted_risers_first(parts) -> None:
    (card,) = blocks(parts["skill_trend"], "chart")
    assert card.title == "Of 3 skills tested, 1 rise and 1 fall"
    assert [line.cells[0] for line in card.table.lines] == ["PyTorch", "Keras"]
    assert card.table.lines[0].cells[1] == "+6.0 (+4.0 to +8.0)"


def test_untested_trends_give_the_reason(warehouse) -> None:
    with warehouse() as connection:
        add_extras(connection)
        connection.execute("update marts.skill_trend set suppressed_reason = 'constant panel too small: 7 employers'")
        found = made(read_market(connection, "ml"))
    assert "(constant panel too small: 7 employers)" in sentences(found["skill_trend"])
    assert "Whether any skill rises or falls cannot be told" in sentences(found["summary"])


def test_a_reach_that_may_not_be_published_is_not_shown(warehouse) -> None:
    with warehouse() as connection:
        add_extras(connection)
        connection.execute("UPDATE marts.coverage_curve SET suppressed_reason = 'fewer than 100 vacancies (n = 1)'")
        found = made(read_market(connection, "ml"))["coverage_curve"]
    assert sentences(found) == "Too few vacancies state requirements to say what a few skills open."
    assert not blocks(found, "chart")
    assert not blocks(found, "table")


def test_pay_shows_the_adjusted_difference_and_the_raw_one_beside(parts) -> None:
    (card,) = blocks(parts["pay"], "chart")
    assert [line.cells[:3] for line in card.table.lines] == [
        ("Python", "+4.0 % (+1.0 to +7.0)", "+12 % (+8.0 to +16)"),
        ("SQL", "\u22125.0 % (\u22129.0 to \u22121.0)", "\u22127.0 % (+8.0 to +16)"),
    ]
    (table,) = blocks(parts["pay"], "table")
    assert table.lines[1].cells[2] == "fewer than 30 vacancies with yearly pay (n = 4)"


def test_panels_leave_out_what_is_not_stated_and_share_one_scale(parts) -> None:
    panels = blocks(parts["skill_slice"], "panels")
    assert [panel.title for panel in panels[1].panels] == ["Remote", "Hybrid"]
    assert panels[1].panels[1].rows[1].value == "too few"
    assert panels[1].top == pytest.approx(0.3)


def test_the_guides_claims_and_gaps_stand_under_the_guide(parts) -> None:
    captions = [block.caption for block in blocks(parts["section_demand"], "table")]
    assert captions == ["Claims of the guide, held against the vacancies", "The items of the guide, in its order",
                        "Skills outside the guide"]  # fmt: skip


def test_trust_names_reader_duplicates_and_blanks(parts) -> None:
    assert [block.title for block in blocks(parts["quality"], "heading")] == [
        "The reader's errors",
        "Duplicates merged by other rules",
        "How alike the postings of one employer are",
        "What is not published",
    ]
    reader = blocks(parts["quality"], "table")[0].lines[0].cells
    assert reader == ("Python", "74 % (72–76)", "76 % (73–79)", "98 %", "95 %", "200")


def test_the_summary_states_the_readers_errors(parts) -> None:
    assert "right in 98 % of what it found and found 95 % of what 200" in sentences(parts["summary"])


def test_a_small_workspace_names_the_threshold_and_the_count(warehouse) -> None:
    with warehouse(n=43, employers=20) as connection:
        found = made(read_market(connection, "ml"))
    said = sentences(found["summary"])
    assert "No share is published: only 43 vacancies at 20 employers could be read" in said
    assert "at least 100 vacancies of at least 10 employers" in said


def test_candidates_are_read_from_the_output_of_discover(tmp_path: Path) -> None:
    path = tmp_path / "discovered.yml"
    path.write_text(
        "# 1. mlops.yml; 14 employers, 61% in lists of known skills, growth +0.40; with python, docker\n"
        "#    an example\n- id: zenflow\n  name: Zenflow\n"
        "# 2. cloud.yml; broken line\n- id: x\n  name: X\n"
        "# 3. cloud.yml; 9 employers, 50% in lists of known skills, growth -1.00; with aws\n- : [\n"
        "# 4. cloud.yml; 9 employers, 50% in lists of known skills, growth +1.00; with aws\n- name: [a, list]\n",
        encoding="utf-8",
    )
    assert read_candidates(path) == [Candidate("Zenflow", 14, 0.4, "python, docker")]
    assert read_candidates(tmp_path / "none.yml") == []
    part = emerging_part(read_candidates(path))
    assert part is not None
    assert part.blocks[0].lines[0].cells == ("Zenflow", "14", "+0.4", "python, docker")


def previous(market: Market, **run: str) -> Previous:
    skills = {row["skill_id"]: dict(row) for row in market.skills}
    skills["python"] |= {"share": 0.5, "lo": 0.47, "hi": 0.53}
    return Previous("2024-09-01T00:00:00", {**market.run, **run}, dict(market.overview), skills)


def test_since_the_last_report_lists_what_left_its_interval(market: Market) -> None:
    part = since_part(market, previous(market))
    assert part is not None
    assert "1 skill moved beyond the interval" in sentences(part)
    assert [line.cells for line in blocks(part, "table")[0].lines] == [("Python", "50 % (47–53)", "74 % (72–76)")]


def test_across_a_change_of_method_nothing_is_compared(market: Market) -> None:
    part = since_part(market, previous(market, matcher_version="m0"))
    assert part is not None
    assert not blocks(part, "table")
    assert "reader m0, now m1" in sentences(part)
    assert "not compared across this break" in sentences(part)


def test_a_report_of_another_population_form_or_of_the_same_warehouse_is_not_compared(tmp_path: Path) -> None:
    now = datetime(2024, 10, 2, 6, 30)  # noqa: DTZ001
    assert read_previous(None, "ml", now) is None
    assert read_previous(tmp_path, "ml", now) is None
    for name, population in (("20240901", "all"), ("20240902", "ml"), ("20240903", "ml")):
        written = tmp_path / name
        written.mkdir()
        built = now.isoformat() if name == "20240903" else "2024-09-01T00:00:00"
        (written / "manifest.json").write_text(json.dumps({"population": population, "built_at": built}))
        (written / "report.json").write_text("not json")
    assert read_previous(tmp_path, "ml", now) is None
    whole = {"generated_at": "2024-09-02", "run": {}, "overview": {}, "tables": {"skill_demand": [{"skill_id": "a"}]}}
    (tmp_path / "20240902" / "report.json").write_text(json.dumps(whole))
    found = read_previous(tmp_path, "ml", now)
    assert found == Previous("2024-09-02", {}, {}, {"a": {"skill_id": "a"}})
