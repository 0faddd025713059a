"""The macros that people use in their own queries, against statsmodels, a bootstrap and plain arithmetic."""

import re
from collections.abc import Iterator
from math import log, sqrt
from pathlib import Path

import duckdb
import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from skilldemand.analysis.estimate import Z_975, bootstrap_interval, write_t_quantiles
from skilldemand.analysis.sqlfiles import folder, run

METHODOLOGY = Path(__file__).resolve().parents[2] / "docs" / "methodology.md"


@pytest.fixture(scope="module")
def sql() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA core; CREATE TABLE core.t_quantile (dof INTEGER, t DOUBLE)")
        write_t_quantiles(con)
        for file in folder("macros"):
            if file.name in {"interval", "association", "pay"}:
                run(con, file.text, {})
        yield con


def cells(seed: int, employers: int = 200) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = rng.choice([1, 1, 2, 5, 12], employers)
    return rng.binomial(n, rng.beta(2, 4, employers)), n


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(n=st.integers(1, 5000), part=st.floats(0, 1))
def test_wilson_is_that_of_statsmodels(n: int, part: float, sql: duckdb.DuckDBPyConnection) -> None:
    k = round(n * part)
    made = sql.execute("SELECT wilson_lo($p, $n, $z), wilson_hi($p, $n, $z)", {"p": k / n, "n": n, "z": Z_975})
    assert made.fetchone() == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_variance_between_employers_is_that_of_clustered_least_squares(
    seed: int, sql: duckdb.DuckDBPyConnection
) -> None:
    k, n = cells(seed)
    asked = np.concatenate([np.r_[np.ones(a), np.zeros(b - a)] for a, b in zip(k, n, strict=True)])
    groups = np.repeat(np.arange(len(n)), n)
    fitted = sm.OLS(asked, np.ones(len(asked))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    sums = {"k": k.sum(), "n": n.sum(), "g": len(n), "kk": (k * k).sum(), "kn": (k * n).sum(), "nn": (n * n).sum()}
    row = sql.execute("SELECT share_variance($k, $n, $g, $kk, $kn, $nn)", {a: int(b) for a, b in sums.items()})
    assert row.fetchone() == pytest.approx((fitted.bse[0] ** 2,), rel=1e-9)


def test_neff_ci_is_an_aggregate_and_agrees_with_a_bootstrap_over_employers(sql: duckdb.DuckDBPyConnection) -> None:
    k, n = cells(7, 400)
    sql.execute("CREATE OR REPLACE TABLE cell AS SELECT unnest($k::BIGINT[]) AS k, unnest($n::BIGINT[]) AS n",
                {"k": k.tolist(), "n": n.tolist()})  # fmt: skip
    (found,) = sql.execute("SELECT neff_ci(k, n) FROM cell").fetchone() or ({},)
    assert (found["employers"], found["share"]) == (400, pytest.approx(k.sum() / n.sum()))
    assert found["deff"] > 1.2
    assert (found["lo"], found["hi"]) == pytest.approx(bootstrap_interval(k.tolist(), n.tolist()), abs=0.012)
    simple = sql.execute("SELECT share_ci($k, $n, $d, 400)",
                         {"k": int(k.sum()), "n": int(n.sum()), "d": found["deff"]}).fetchone()  # fmt: skip
    assert simple == ({"lo": pytest.approx(found["lo"]), "hi": pytest.approx(found["hi"])},)


def test_neff_ci_groups_and_says_nothing_of_a_single_employer(sql: duckdb.DuckDBPyConnection) -> None:
    rows = sql.execute(
        "SELECT g, neff_ci(k, n).lo FROM (VALUES ('a', 1, 2), ('b', 1, 3), ('b', 2, 2)) AS t (g, k, n) "
        "GROUP BY g ORDER BY g"
    ).fetchall()
    assert rows[0] == ("a", None)
    assert 0 < rows[1][1] < 0.6


def test_npmi_and_lift(sql: duckdb.DuckDBPyConnection) -> None:
    row = sql.execute("SELECT lift(20, 50, 40, 200), npmi(20, 50, 40, 200), npmi(0, 5, 5, 9), npmi(9, 9, 9, 9)")
    assert row.fetchone() == pytest.approx((2.0, log(2) / log(10), -1, 1))
    assert sql.execute("SELECT npmi(0, 0, 5, 9), lift(0, 0, 5, 9)").fetchone() == (None, None)


def test_log_odds_are_those_of_the_paper(sql: duckdb.DuckDBPyConnection) -> None:
    one, other = (30 + 5) / (100 + 50 - 30 - 5), (40 + 5) / (400 + 50 - 40 - 5)
    delta = log(one) - log(other)
    row = sql.execute("SELECT log_odds(30, 100, 40, 400, 5, 50), log_odds_z(30, 100, 40, 400, 5, 50)").fetchone()
    assert row == pytest.approx((delta, delta / sqrt(1 / 35 + 1 / 45)))


def test_a_year_of_pay(sql: duckdb.DuckDBPyConnection) -> None:
    row = sql.execute("SELECT 50 * per_year('hour'), 5000 * per_year('month'), per_year('fortnight')").fetchone()
    assert row == (104000, 60000, None)


def test_the_page_holds_the_table_of_the_simulation_and_every_promise_is_kept() -> None:
    text = METHODOLOGY.read_text(encoding="utf-8")
    table = text.split("<!-- simulated truth: written by benchmarks/statistics.py -->")[1].split("<!-- end of")[0]
    assert re.search(r"^400 repetitions", table.strip())
    rows = [line.split(" | ") for line in table.strip().splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 18
    assert {row[3].strip(" |") for row in rows if row[2] not in {"no promise", "for comparison"}} == {"yes"}
