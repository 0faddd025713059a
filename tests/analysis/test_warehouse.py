"""What the build makes of the hand-written market in market.csv.

A mart's golden file is the mart as CSV. After a change that is meant, delete it and run this test once: the test writes
the new one and fails; read the difference before committing it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.analysis.sqlfiles import folder
from skilldemand.analysis.warehouse import open_published
from tests.analysis.conftest import MENTION, NOW, VERSION, Market, posting, read_market

GOLDEN = Path(__file__).parent / "golden"


def cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.9f}"
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def as_csv(con: duckdb.DuckDBPyConnection, table: str) -> str:
    relation = con.sql(f"SELECT * FROM {table}")
    quoted = ['"' + '","'.join(cell(value) for value in row) + '"' for row in relation.fetchall()]
    return "\n".join([",".join(relation.columns), *quoted, ""])


@pytest.mark.parametrize("table", [sql.table for name in ("marts", "meta") for sql in folder(name)])
def test_every_mart_equals_its_golden_file(table: str, con: duckdb.DuckDBPyConnection) -> None:
    golden = GOLDEN / f"{table}.csv"
    made = as_csv(con, table)
    if not golden.exists():
        golden.write_text(made, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; read it, then run again")
    assert made == golden.read_text(encoding="utf-8")


def test_copies_become_one_vacancy_by_the_rule_that_ties_them(con: duckdb.DuckDBPyConnection) -> None:
    edges = con.execute("SELECT posting_key, first_key, rule FROM core.duplicate_edge ORDER BY ALL").fetchall()
    assert edges == [
        ("import:board-one:12", "import:board-one:10", "near_identical_text"),
        ("import:board-two:11", "import:board-one:10", "same_url"),
        ("import:board-two:21", "import:board-two:20", "identical_text"),
        ("import:board-two:23", "import:board-two:22", "near_identical_text"),
    ]


def test_a_near_copy_five_months_later_is_a_vacancy_of_its_own(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("SELECT vacancy_id FROM core.posting WHERE posting_key = 'import:board-one:13'").fetchall() == [
        ("import:board-one:13",)
    ]


def test_postings_without_an_employer_are_never_merged_by_text(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT vacancy_id, employer_id FROM core.vacancy WHERE employer_id LIKE 'unnamed%' ORDER BY 1")
    assert rows.fetchall() == [
        ("import:board-one:30", "unnamed:import:board-one"),
        ("import:board-one:31", "unnamed:import:board-one"),
        ("import:board-two:32", "unnamed:import:board-two"),
    ]


def test_the_address_of_a_hosted_board_names_an_employer_that_the_posting_does_not(
    con: duckdb.DuckDBPyConnection,
) -> None:
    rows = con.execute("SELECT posting_key FROM core.posting WHERE employer_id = 'delta works' ORDER BY 1").fetchall()
    assert rows == [("import:board-two:33",), ("import:board-two:34",)]


def test_the_latest_text_of_a_posting_wins_and_its_first_day_stays(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute(
        "SELECT first_seen_on, last_seen_on, opened_on FROM core.posting WHERE posting_key = 'greenhouse:acme:1'"
    ).fetchone()
    assert row == (date(2026, 1, 5), date(2026, 2, 20), date(2026, 1, 5))
    skills = con.execute(
        "SELECT skill_id, strength, sole FROM core.vacancy_skill WHERE vacancy_id = 'greenhouse:acme:1' ORDER BY 1"
    ).fetchall()
    assert skills == [
        ("docker", "duty", True),
        ("python", "required", True),
        ("pytorch", "required", False),
        ("tensorflow", "required", False),
    ]


def test_two_complete_misses_close_a_posting_and_an_unchanged_visit_keeps_it(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT * EXCLUDE (n_postings) FROM core.spell WHERE vacancy_id LIKE 'greenhouse%' ORDER BY 1")
    assert rows.fetchall() == [
        ("greenhouse:acme:1", 1, date(2026, 1, 5), date(2026, 2, 20), date(2026, 3, 10), 0),
        ("greenhouse:acme:2", 1, date(2025, 12, 20), date(2026, 4, 10), None, 0),
        ("greenhouse:acme:3", 1, date(2026, 2, 1), date(2026, 4, 10), None, 0),
    ]


def test_a_posting_seen_on_a_partial_visit_is_not_missed_before_it(make_market: Callable[..., Market]) -> None:
    rows = read_market()
    late = {**rows[0], "run": "a5", "seen": "2026-03-11"}
    market = make_market([*rows, late])
    market.build()
    with open_published(market.warehouse) as con:
        row = con.execute(
            "SELECT last_seen_on, closed_on FROM core.spell WHERE vacancy_id = 'greenhouse:acme:1'"
        ).fetchone()
    assert row == (date(2026, 3, 11), None)


def test_a_gap_of_more_than_sixty_days_begins_a_new_spell(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT spell, opened_on FROM core.spell WHERE vacancy_id = 'import:board-two:20' ORDER BY 1")
    assert rows.fetchall() == [(1, date(2026, 1, 15)), (2, date(2026, 5, 15))]


def test_mentions_that_do_not_count_are_kept_and_counted_nowhere(con: duckdb.DuckDBPyConnection) -> None:
    kept = con.execute("SELECT skill_id, reason FROM core.mention WHERE NOT counts").fetchall()
    assert kept == [("communication", "boilerplate section")]
    asked = con.execute("SELECT count(*) FROM core.vacancy_skill WHERE vacancy_id = 'import:board-one:15'").fetchone()
    assert asked == (3,)


@pytest.mark.parametrize(
    ("titles", "section", "strength", "counts"),
    [
        (("ML Engineer", "Data Analyst", "Cook"), "unknown", "duty", False),
        (("ML Engineer", "Data Analyst", "Cook"), "responsibilities", "duty", True),
        (("ML Engineer", "Data Analyst", "Cook"), "unknown", "required", True),
        (("ML Engineer", "Data Analyst", "Data Analyst"), "unknown", "duty", True),
    ],
)
def test_a_paragraph_repeated_under_three_titles_is_the_voice_of_the_company(
    titles: tuple[str, ...], section: str, strength: str, counts: bool, make_market: Callable[..., Market]
) -> None:
    base = read_market()[-1]
    rows = [
        {**base, "id": f"9{n}", "title": title, "text": "77", "skills": f"{skill}:required", "role": "ml-engineer"}
        for n, (title, skill) in enumerate(zip(titles, ("python", "docker", "sql"), strict=True))
    ]
    market = make_market(rows)
    found = [
        {**VERSION, "text_hash": posting(row)[0].content_hash, "skill_id": "aws", "start": 10, "end": 13,
         "section": section, "strength": strength, "counts": True, "any_of": False}
        for row in rows
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(found, MENTION), market.mentions / "part-1.parquet")
    market.build()
    with open_published(market.warehouse) as con:
        told = con.execute("SELECT DISTINCT counts, reason FROM core.mention WHERE skill_id = 'aws'").fetchall()
        other = con.execute("SELECT bool_and(counts) FROM core.mention WHERE skill_id <> 'aws'").fetchone()
    assert told == [(counts, None if counts else "repeated employer paragraph")]
    assert other == (True,)


def test_alternatives_are_one_requirement_and_sole_only_where_asked_alone(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT requirement, alternatives FROM core.requirement WHERE vacancy_id = 'import:board-one:14' ORDER BY 1"
    ).fetchall()
    assert rows == [(1, ["jax", "pytorch"]), (2, ["communication"]), (3, ["pytorch"])]
    sole = con.execute(
        "SELECT skill_id, sole FROM core.vacancy_skill WHERE vacancy_id = 'import:board-one:14' ORDER BY 1"
    )
    assert sole.fetchall() == [("communication", True), ("jax", False), ("pytorch", True)]


def test_any_cloud_counts_an_alternative_among_clouds_as_sole(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT skill_id, k, round(sole_share * n), round(alternative_share * n) FROM marts.cloud_demand "
        "WHERE population = 'ml' ORDER BY 1"
    ).fetchall()
    assert rows == [("any", 9, 9, 0), ("aws", 7, 4, 3), ("azure", 3, 1, 2), ("gcp", 3, 1, 2)]


def test_a_period_leaves_out_what_opened_elsewhen_and_what_nothing_dates(make_market: Callable[..., Market]) -> None:
    rows = [row for row in read_market() if row["id"] in ("2", "14", "15", "22")]
    undated = {**rows[-1], "posted": "", "company": "Kilo", "text": "99", "id": "99"}
    market = make_market([*rows, undated])
    summary = market.build(from_date=date(2026, 2, 10), to_date=date(2026, 2, 11))
    vacancies = {reason: count for stage, reason, count in summary.accounting if stage == "vacancy"}
    assert vacancies == {
        "all": 5,
        "text not read": 0,
        "outside the period": 3,
        "undated, and a period was asked for": 1,
        "kept": 1,
    }
    with open_published(market.warehouse) as con:
        assert con.execute("SELECT vacancy_id FROM core.vacancy WHERE counted").fetchall() == [("import:board-one:14",)]
        assert con.execute("SELECT texts_read FROM marts.overview WHERE population = 'all'").fetchall() == [(1,)]


def test_sample_data_are_called_so_everywhere(make_market: Callable[..., Market]) -> None:
    market = make_market(sample=True)
    summary = market.build()
    assert summary.sample
    assert summary.origin == "Sample data: 24 invented postings that ship with the project."
    with open_published(market.warehouse) as con:
        assert con.execute("SELECT DISTINCT sample FROM marts.overview WHERE ads > 0").fetchall() == [(True,)]


def test_a_run_that_has_not_ended_is_left_out_and_counted(make_market: Callable[..., Market]) -> None:
    market = make_market()
    (market.landing / "import" / "i1" / "boards.jsonl.gz").unlink()
    summary = market.build()
    assert (summary.landing_rows, summary.incomplete_runs) == (4, 1)


def test_a_board_without_postings_makes_an_empty_warehouse(make_market: Callable[..., Market]) -> None:
    market = make_market([])
    (market.mentions / "part-0.parquet").unlink()
    assert market.build().vacancies == 0
    with open_published(market.warehouse) as con:
        assert con.execute("SELECT DISTINCT n, share, suppressed_reason FROM marts.skill_demand").fetchall() == [
            (0, None, "fewer than 5 vacancies (n = 0)")
        ]


def test_the_order_of_lines_and_files_does_not_matter(make_market: Callable[..., Market], built: Market) -> None:
    market = make_market(list(reversed(read_market())))
    market.build()
    with open_published(market.warehouse) as one, open_published(built.warehouse) as other:
        for table in ("core.posting", "core.vacancy", "marts.skill_demand", "core.requirement_skill"):
            assert one.execute(f"FROM {table}").fetchall() == other.execute(f"FROM {table}").fetchall()


def test_a_naive_clock_is_refused(make_market: Callable[..., Market]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        make_market().build(now=datetime(2026, 11, 1))  # noqa: DTZ001


def test_built_at_is_the_given_time_in_utc(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute(
        "SELECT built_at, skilldemand_version, taxonomy_version, matcher_version FROM meta.run"
    ).fetchone()
    assert row == (NOW.astimezone(UTC).replace(tzinfo=None), "0.1.0", "t1", "m1")


def test_steps_are_told_in_the_order_of_the_work(make_market: Callable[..., Market]) -> None:
    steps: list[str] = []
    make_market().build(on_step=steps.append)
    assert steps.index("raw.posting_line") < steps.index("core.vacancy") < steps.index("marts.skill_demand")
    assert steps[-4:] == ["checks", "snapshot", "replace", "published"]
