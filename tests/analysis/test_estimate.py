"""Student's t against published tables, and the interval of the SQL against the same sums in Python."""

import random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skilldemand.analysis.estimate import bootstrap_interval, clustered_interval, t_quantile

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values of Student's t, 0.975.
PUBLISHED_T = {1: 12.706, 2: 4.303, 3: 3.182, 5: 2.571, 10: 2.228, 20: 2.086, 30: 2.042, 60: 2.000, 100: 1.984}


def test_t_quantiles_equal_the_published_table() -> None:
    made = dict(zip(PUBLISHED_T, t_quantile(list(PUBLISHED_T)), strict=True))
    assert {dof: round(t, 3) for dof, t in made.items()} == PUBLISHED_T


def test_t_quantiles_fall_towards_the_normal_quantile() -> None:
    values = t_quantile(range(1, 1001))
    assert values == sorted(values, reverse=True)
    assert 1.96 < values[-1] < 1.9624


def test_one_vacancy_an_employer_is_wilson_with_t() -> None:
    # Wilson 1927 for 10 of 100 with z = 1.96 gives 5.52 % to 17.44 %; t at 99 degrees of freedom is a little wider.
    interval = clustered_interval([1] * 10 + [0] * 90, [1] * 100)
    assert interval.deff == pytest.approx(100 / 99)
    assert (interval.lo, interval.hi) == pytest.approx((0.0547, 0.1757), abs=4e-4)


def test_employers_that_ask_all_or_nothing_count_as_one_answer_each() -> None:
    interval = clustered_interval([10, 0] * 10, [10] * 20)
    assert interval.deff == pytest.approx(10 * 20 / 19)


def test_too_few_employers_have_no_interval() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        clustered_interval([3], [5])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=2, max_size=60))
def test_the_share_lies_within_its_interval(employers: list[tuple[int, int]]) -> None:
    interval = clustered_interval([min(k, n) for k, n in employers], [n for _, n in employers])
    assert 0 <= interval.lo <= interval.share + 1e-12
    assert interval.share - 1e-12 <= interval.hi <= 1
    assert interval.deff >= 1


@pytest.mark.parametrize("effect", [0.0, 0.25])
def test_the_interval_is_about_as_wide_as_a_bootstrap_over_employers(effect: float) -> None:
    rng = random.Random(7)
    read = [rng.choice([1, 1, 2, 4, 9]) for _ in range(300)]
    chances = [min(0.95, max(0.05, 0.3 + rng.choice([-effect, effect]))) for _ in read]
    asking = [sum(rng.random() < chance for _ in range(n)) for chance, n in zip(chances, read, strict=True)]
    interval, (lo, hi) = clustered_interval(asking, read), bootstrap_interval(asking, read)
    # A design effect below 1 is taken as 1, so without an effect of employers the interval may be a little wider.
    assert 0.9 < (interval.hi - interval.lo) / (hi - lo) < 1.25
    assert (interval.lo, interval.hi) == pytest.approx((lo, hi), abs=0.02)


def test_the_marts_hold_the_interval_of_the_python_sums(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT population, skill_id, share, lo, hi, deff FROM marts.skill_demand WHERE employers >= 2 ORDER BY ALL"
    ).fetchall()
    assert len(rows) > 40
    for population, skill, share, lo, hi, deff in rows:
        cells = con.execute(
            "SELECT count(s.skill_id), count(*) FROM core.population_vacancy AS p LEFT JOIN core.vacancy_skill AS s "
            "ON s.vacancy_id = p.vacancy_id AND s.skill_id = $skill "
            "WHERE p.population = $population GROUP BY p.employer_id",
            {"skill": skill, "population": population},
        ).fetchall()
        interval = clustered_interval([k for k, _ in cells], [n for _, n in cells])
        assert (share, lo, hi, deff) == pytest.approx(
            (interval.share, interval.lo, interval.hi, interval.deff), abs=1e-9
        )


@pytest.mark.parametrize("employers", [2, 11, 1001, 1002, 5000])
def test_the_macros_give_anybody_the_same_interval(employers: int, con: duckdb.DuckDBPyConnection) -> None:
    interval = clustered_interval([1] * 2 + [0] * (employers - 2), [1] * employers)
    row = con.execute(
        "SELECT share_lo(2, $n, $deff, $n), share_hi(2, $n, $deff, $n)", {"n": employers, "deff": interval.deff}
    ).fetchone()
    assert row == pytest.approx((interval.lo, interval.hi), abs=1e-8)


def test_the_macros_say_nothing_where_nothing_is_known(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute("SELECT share_lo(0, 0, 1, 0), share_hi(0, 0, 1, 0), share_lo(3, 9, 1, 1)").fetchone()
    assert row == (None, None, None)
    edge = con.execute("SELECT share_lo(0, 9, 1, 5), share_hi(9, 9, 1, 5)").fetchone()
    assert edge == (0, 1)
