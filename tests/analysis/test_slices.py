"""Shares of slices, months, guide items, alternatives and pairs, worked out a second way from the core tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import log

import duckdb
import pytest

from skilldemand.analysis.estimate import clustered_interval
from skilldemand.analysis.warehouse import Thresholds, open_published
from tests.analysis.conftest import Market

# What a vacancy asks for, how many of them, and how many employers share them.
MARKET = (
    ("python:required sql:required", 30, 12),
    ("python:required", 14, 9),
    ("sql:required aws|gcp:required", 24, 11),
    ("docker:preferred", 16, 5),
    ("docker:required sql:required", 6, 2),
)


def rows_of_market() -> Iterator[dict[str, str]]:
    number = 0
    for skills, times, employers in MARKET:
        for place in range(times):
            number += 1
            yield {
                "run": "i1", "source": "import", "board": "board-one" if number % 3 else "board-two",
                "id": str(number), "title": f"{'Senior ' if number % 4 == 0 else ''}ML Engineer {number}",
                "company": f"Maker {chr(97 + place % employers) * 3}", "url": "",
                "location": "Berlin, Germany" if number % 2 else "Paris, France",
                "posted": f"2026-0{1 + number % 4}-05", "seen": "2026-05-01", "text": str(number),
                "role": "ml-engineer", "skills": skills,
            }  # fmt: skip


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    from tests.analysis.conftest import write_market

    market = write_market(tmp_path_factory.mktemp("slices"), list(rows_of_market()))
    market.build(thresholds=Thresholds(min_vacancies=5, min_employers=3, min_asking=2, max_half_width=0.5))
    with open_published(market.warehouse) as connection:
        yield connection


Employers = dict[str, tuple[int, int]]


def by_employer(con: duckdb.DuckDBPyConnection, asks: str, among: str) -> Employers:
    """Return for each employer the vacancies for which `asks` holds, and those for which `among` holds."""
    rows = con.execute(
        f"SELECT v.employer_id, count(*) FILTER ({asks}), count(*) FROM core.vacancy AS v "
        "JOIN (SELECT posting_key, board FROM core.posting) AS p ON p.posting_key = v.vacancy_id "
        "LEFT JOIN core.place AS l USING (vacancy_id) LEFT JOIN (SELECT vacancy_id, list(skill_id) AS skills "
        f"FROM core.vacancy_skill GROUP BY vacancy_id) AS k USING (vacancy_id) WHERE v.counted AND ({among}) GROUP BY 1"
    ).fetchall()
    return {employer: (asking, read) for employer, asking, read in rows}


def assert_same(row: tuple[int, int, float, float, float], employers: Employers) -> None:
    k, n, share, lo, hi = row
    asking, read = zip(*employers.values(), strict=True)
    expected = clustered_interval(asking, read)
    assert (k, n) == (sum(asking), sum(read))
    assert (share, lo, hi) == pytest.approx((expected.share, expected.lo, expected.hi), abs=1e-9)


WHERE = {
    "seniority": "v.seniority = '{}'", "country": "coalesce(l.country, 'unstated') = '{}'",
    "source": "'import:' || p.board = '{}'", "remote": "coalesce(v.workplace, 'unstated') = '{}'",
}  # fmt: skip


def test_every_slice_is_the_share_among_its_own_vacancies(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT dimension, value, skill_id, k, n, share, lo, hi FROM marts.skill_slice "
        "WHERE population = 'ml' AND dimension <> 'employer_size'"
    ).fetchall()
    assert {row[0] for row in rows} == set(WHERE)
    for dimension, value, skill, *row in rows:
        asks = f"coalesce(list_contains(k.skills, '{skill}'), false)"
        assert_same(tuple(row), by_employer(con, asks, WHERE[dimension].format(value)))


def test_every_month_is_the_share_among_the_vacancies_opened_in_it(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT month, skill_id, k, n, share, lo, hi FROM marts.skill_month WHERE population = 'ml'"
    ).fetchall()
    assert len(rows) == 4 * 5
    for month, skill, *row in rows:
        asks = f"coalesce(list_contains(k.skills, '{skill}'), false)"
        assert_same(tuple(row), by_employer(con, asks, f"date_trunc('month', v.opened_on) = DATE '{month}'"))


def test_the_values_of_a_dimension_add_up_to_the_population(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT population, dimension, sum(vacancies), sum(share) FROM marts.slice GROUP BY ALL"
    ).fetchall()
    sizes = dict(con.execute("SELECT population, texts_read FROM marts.overview").fetchall())
    assert rows
    for population, _, vacancies, share in rows:
        assert (vacancies, share) == (sizes[population], pytest.approx(1))


def test_an_item_of_the_guide_is_met_by_any_of_its_skills(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT skill_ids, k, n, share, lo, hi FROM marts.guide_item WHERE population = 'ml' AND len(skill_ids) > 0"
    ).fetchall()
    assert len(rows) > 4
    for skills, *row in rows:
        assert_same(tuple(row), by_employer(con, f"coalesce(list_has_any(k.skills, {skills}), false)", "true"))


def test_the_difference_of_a_claim_is_paired_within_employers(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute(
        "SELECT share, other_share, difference, difference_lo, difference_hi, holds, why FROM marts.guide_claim "
        "WHERE population = 'ml' AND claim = 'python-first'"
    ).fetchone()
    assert row is not None
    assert row[-2:] == ("undecided", "the reader does not know these skills")  # no other language in this taxonomy
    assert row[2] == pytest.approx(row[0] - row[1])


def test_alternatives_are_counted_among_the_vacancies_that_ask_for_the_skill(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT skill_id, other_id, k_together_as_alternatives, n, share_of_skill, lo, hi FROM marts.skill_alternative "
        "WHERE population = 'ml'"
    ).fetchall()
    assert {(skill, other) for skill, other, *_ in rows} == {("aws", "gcp"), ("gcp", "aws")}
    for _, _, *row in rows:
        assert_same(tuple(row), by_employer(con, "true", "list_contains(k.skills, 'aws')"))


def test_a_pair_has_its_lift_and_an_interval_of_the_rarer_skill(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT skill_a, skill_b, k_a, k_b, k_ab, n, lift, npmi, npmi_lo, npmi_hi FROM marts.skill_pair "
        "WHERE population = 'ml'"
    ).fetchall()
    # Docker and SQL stand together in six vacancies only, which is too few for a row.
    assert {row[:2]: row[2:6] for row in rows} == {
        ("aws", "gcp"): (24, 24, 24, 90), ("aws", "sql"): (24, 60, 24, 90), ("gcp", "sql"): (24, 60, 24, 90),
        ("python", "sql"): (44, 60, 30, 90),
    }  # fmt: skip
    cells = by_employer(con, "list_contains(k.skills, 'sql')", "list_contains(k.skills, 'python')")
    rarer = clustered_interval(*zip(*cells.values(), strict=True))
    for a, _, k_a, k_b, k_ab, n, lift, npmi, lo, hi in rows:
        assert lift == pytest.approx(k_ab * n / (k_a * k_b))
        assert npmi == pytest.approx(log(lift) / -log(k_ab / n))
        assert lo <= npmi <= hi
        if a == "python":
            ends = [log(p * 44 * n / (k_a * k_b)) / -log(p * 44 / n) for p in (rarer.lo, rarer.hi)]
            assert (lo, hi) == pytest.approx(ends)


def test_half_of_the_demand_is_made_by_the_fewest_employers(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT skill_id, k, top_employer_k, employers_for_half FROM marts.skill_concentration WHERE population = 'ml'"
    ).fetchall()
    for skill, k, top, half in rows:
        asks = f"coalesce(list_contains(k.skills, '{skill}'), false)"
        counts = sorted((asking for asking, _ in by_employer(con, asks, "true").values()), reverse=True)
        fewest = next(place for place in range(1, len(counts) + 1) if sum(counts[:place]) >= k / 2)
        assert (top, half) == (counts[0], fewest)


def test_a_vacancy_of_two_countries_stands_under_several(make_market: Callable[..., Market]) -> None:
    rows = list(rows_of_market())
    rows[0]["location"] = "Berlin, Germany; Paris, France"
    market = make_market(rows)
    market.build()
    with open_published(market.warehouse) as con:
        values = dict(
            con.execute(
                "SELECT value, vacancies FROM marts.slice WHERE population = 'ml' AND dimension = 'country'"
            ).fetchall()
        )
        places = con.execute(
            "SELECT country, metro FROM core.place WHERE vacancy_id = 'import:board-one:1' ORDER BY place"
        ).fetchall()
    assert values["several"] == 1
    assert places == [("DE", "Berlin"), ("FR", "Paris")]


def test_the_reader_without_measured_quality_corrects_nothing_and_says_why(make_market: Callable[..., Market]) -> None:
    market = make_market()
    (market.mentions / "quality.jsonl").unlink()
    market.build()
    with open_published(market.warehouse) as con:
        assert con.execute("SELECT count(*) FROM marts.reader_quality").fetchall() == [(0,)]
        reasons = con.execute(
            "SELECT DISTINCT corrected_share, suppressed_reason FROM marts.skill_corrected"
        ).fetchall()
    assert reasons == [(None, "the reader came without measured precision and recall")]


def test_sources_of_one_run_are_summed_in_its_history(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT run_id, boards, complete, new FROM marts.run_history WHERE run_id = 'i1'").fetchall()
    assert rows == [("i1", 2, 2, 90)]
    assert (
        defaultdict(int, con.execute("SELECT source, quarantined FROM marts.source_quality").fetchall())["import"] == 0
    )
