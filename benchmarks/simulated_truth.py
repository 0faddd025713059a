"""What benchmarks/statistics.py measures: markets drawn with known shares, trends, lifetimes and copies.

Shares go through cells.py and sql/staging/estimate.sql, one population a repetition; trends and lifetimes through the
models of skill_trend.py and survival.py; copies and lifetimes once more through a whole build of simulated_market.py.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import combinations
from math import log
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from simulated_market import MEDIAN_DAYS, write_market

from skilldemand.analysis.cells import write_cells
from skilldemand.analysis.columns import asked_matrix, begins
from skilldemand.analysis.estimate import write_t_quantiles
from skilldemand.analysis.skill_trend import judge
from skilldemand.analysis.sqlfiles import build_order, run
from skilldemand.analysis.survival import median
from skilldemand.analysis.trend import Series
from skilldemand.analysis.warehouse import Thresholds, build, open_published

BEGIN, END = "<!-- simulated truth: written by benchmarks/statistics.py -->", "<!-- end of simulated truth -->"
LIMITS = {name: float(value) for name, value in vars(Thresholds()).items()}


class Row(NamedTuple):
    """A row of the table: `held` is None where nothing is promised."""

    what: str
    found: str
    wanted: str
    held: bool | None


def _logistic(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-x)))


def _employer_sizes(rng: np.random.Generator, employers: int, vacancies: int, slope: float) -> npt.NDArray[np.int64]:
    weight = np.arange(1, employers + 1, dtype=np.float64) ** -slope
    return np.asarray(rng.multinomial(vacancies, weight / weight.sum()))


SHARES = ((0.3, 0.0), (0.3, 1.0), (0.3, 2.0), (0.1, 1.0), (0.05, 1.5))
"""Share at an average employer, and how far employers differ, in logits."""

_CORE = """
CREATE SCHEMA core; CREATE SCHEMA staging; CREATE SCHEMA meta;
CREATE TABLE core.t_quantile (dof INTEGER, t DOUBLE);
CREATE TABLE meta.threshold AS SELECT * FROM (VALUES ('min_vacancies', 100.0), ('min_employers', 10.0),
  ('min_asking', 5.0), ('max_half_width', 0.15)) AS t (name, value);
CREATE TABLE core.family (family VARCHAR, skill_id VARCHAR);
CREATE TABLE core.guide_item (section VARCHAR, item VARCHAR, skill_ids VARCHAR[]);
CREATE TABLE core.guide_claim (claim VARCHAR, left_ids VARCHAR[], right_ids VARCHAR[]);
CREATE TABLE staging.family_sole (i SMALLINT, population VARCHAR, sole BIGINT);
CREATE TABLE core.population AS SELECT DISTINCT population, population AS role FROM draws;
CREATE TABLE core.employer AS SELECT DISTINCT employer_id, 'one' AS name, false AS named FROM draws;
CREATE TABLE core.skill AS SELECT DISTINCT item AS skill_id, item AS name, 'all' AS section FROM asked_rows;
CREATE TABLE staging.employer_number AS
SELECT employer_id, row_number() OVER (ORDER BY employer_id)::INTEGER AS e FROM core.employer;
CREATE TABLE staging.market AS
SELECT row_number() OVER (ORDER BY e, vacancy_id) AS v, vacancy_id, e, employer_id, population AS role,
  'x' AS seniority, 'x' AS country, 'x' AS remote, 'x' AS employer_size, 'x' AS source,
  NULL::DATE AS opened_on, NULL::DATE AS month, true AS trusted
FROM draws
JOIN staging.employer_number USING (employer_id)
ORDER BY v;
"""
_ASKED = """
CREATE TABLE staging.market_skill AS
SELECT m.v, m.e, n.s, 1::TINYINT AS strength, true AS sole
FROM asked_rows AS a
JOIN staging.market AS m USING (vacancy_id)
JOIN staging.skill_number AS n ON n.skill_id = a.item
ORDER BY m.v, n.s
"""

_FILLED = ("cell", "cell_size", "cell_item", "population_item", "asking_size", "asking_most")
"""What write_cells fills."""


def _estimates(draws: pa.Table, asked: pa.Table) -> list[tuple[str, float, float]]:
    """Return skill, lo and hi of every population and skill as the warehouse works them out."""
    text = {sql.table: sql.text for sql in build_order()}
    with duckdb.connect() as con:
        con.register("draws", draws)
        con.register("asked_rows", asked)
        con.execute(_CORE)
        write_t_quantiles(con)
        run(con, text["macros.interval"], {})
        run(con, text["staging.skill_number"], {})
        con.execute(_ASKED)
        for name in ("item", "item_skill", "item_less", "touched_employer", *_FILLED):
            run(con, text[f"staging.{name}"], {})
        write_cells(con)
        run(con, text["staging.population_total"], {})
        run(con, text["staging.estimate"], {})
        return con.execute("SELECT item, lo, hi FROM staging.estimate WHERE kind = 'skill'").fetchall()


def coverage(repetitions: int, slope: float, seed: int) -> list[float]:
    """Return for each of SHARES how often the interval holds the true share; 600 employers, 1,200 vacancies."""
    rng = np.random.default_rng(seed)
    truth = [float(_logistic(log(p / (1 - p)) + sd * rng.normal(size=1_000_000)).mean()) for p, sd in SHARES]
    populations, employers, skills, vacancies = [], [], [], []
    for repetition in range(repetitions):
        employer = np.repeat(np.arange(600), _employer_sizes(rng, 600, 1200, slope))
        populations.append(np.full(len(employer), repetition))
        employers.append(employer)
        for number, (p, sd) in enumerate(SHARES):
            chance = _logistic(log(p / (1 - p)) + sd * rng.normal(size=600))[employer]
            asking = np.flatnonzero(rng.random(len(employer)) < chance) + repetition * 1200
            vacancies.append(asking)
            skills.append(np.full(len(asking), number))
    population = np.concatenate(populations)
    draws = pa.table({
        "population": population.astype(str), "vacancy_id": np.arange(len(population)),
        "employer_id": np.concatenate(employers),
    })  # fmt: skip
    asked = pa.table({"item": np.concatenate(skills).astype(str), "vacancy_id": np.concatenate(vacancies)})
    held = [0] * len(SHARES)
    for item, lo, hi in _estimates(draws, asked):
        held[int(item)] += lo <= truth[int(item)] <= hi
    return [count / repetitions for count in held]


def _shares(repetitions: int) -> Iterator[Row]:
    names = [f"share {p:.0%}, employers differ by {sd:g}" for p, sd in SHARES]
    for name, found in zip(names, coverage(repetitions, 0.6, 11), strict=True):
        yield Row(f"95 % intervals that hold the truth: {name}", f"{found:.1%}", "92 to 98 %", 0.92 <= found <= 0.98)
    for name, found in zip(names[1:3], coverage(repetitions, 1.0, 12)[1:3], strict=True):
        yield Row(f"the same with one employer of 14 %: {name}", f"{found:.1%}", "no promise", None)


NULL, MOVING = 40, 10


def one_trend(rng: np.random.Generator) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.bool_]]:
    """Judge one market of 4,000 vacancies over 24 months; return the verdicts and which names change without control.

    NULL skills stay as they are, MOVING rise and as many fall by 0.8 logits a year. From the tenth month on a third
    source comes in, whose employers ask for everything more often.
    """
    employers, months, size = 250, 24, 4000
    employer = rng.choice(employers, size, p=(w := np.arange(1, employers + 1) ** -0.6) / w.sum())
    source = employer % 3
    month = np.where(source == 2, rng.integers(9, months, size), rng.integers(0, months, size))
    years = (np.arange(months) - 11.5) / 12
    slopes = np.array([0.0] * NULL + [0.8] * MOVING + [-0.8] * MOVING)
    rows, skills, naive = [], [], []
    for number, slope in enumerate(slopes):
        level = rng.uniform(-2, 0.5) + 0.7 * rng.normal(size=employers)[employer] + 0.8 * (source == 2)
        asked = rng.random(size) < _logistic(level + slope * years[month])
        rows.append(np.flatnonzero(asked))
        skills.append(np.full(int(asked.sum()), number))
        early, late = asked[month < months // 2], asked[month >= months // 2]
        error = np.sqrt(early.var() / len(early) + late.var() / len(late))
        naive.append(abs(late.mean() - early.mean()) > 1.96 * error)
    matrix = asked_matrix(np.concatenate(rows), np.concatenate(skills), (size, len(slopes)))
    series = Series(source, month, np.unique(employer, return_inverse=True)[1], years, matrix)
    return judge(series, source, LIMITS)["verdict"].astype(str), np.array(naive)


def _trends(repetitions: int) -> Iterator[Row]:
    rng, calls = np.random.default_rng(13), []
    naive_calls = []
    for _ in range(repetitions):
        verdict, naive = one_trend(rng)
        calls.append(verdict)
        naive_calls.append(naive)
    verdicts = np.array(calls)
    false = float(np.isin(verdicts[:, :NULL], ["rising", "falling"]).mean())
    rising = float((verdicts[:, NULL : NULL + MOVING] == "rising").mean())
    falling = float((verdicts[:, NULL + MOVING :] == "falling").mean())
    told = np.isin(verdicts, ["rising", "falling"]).sum()
    wrong = np.isin(verdicts[:, :NULL], ["rising", "falling"]).sum()
    before = float(np.array(naive_calls)[:, :NULL].mean())
    yield Row("skills without a trend called rising or falling", f"{false:.2%}", "under 5 %", false < 0.05)
    yield Row("the same, two halves compared without control", f"{before:.1%}", "for comparison", None)
    yield Row("wrong names among all called rising or falling", f"{wrong / max(told, 1):.2%}", "10 % at most",
              bool(wrong / max(told, 1) <= 0.1))  # fmt: skip
    yield Row("rising skills found (0.8 logits a year)", f"{rising:.1%}", "90 % at least", rising >= 0.9)
    yield Row("falling skills found", f"{falling:.1%}", "90 % at least", falling >= 0.9)


def one_lifetime(rng: np.random.Generator, truth: float) -> tuple[float, float, float, float]:
    """Return median, ends of its interval and the median of those that closed, of one market watched for 60 days."""
    size, employers = 900, 200
    employer = rng.integers(0, employers, size)
    effect = np.exp(0.4 * rng.normal(size=employers))
    life = rng.exponential(1, size) * effect[employer] * truth / _median_of_mixture()
    born = rng.uniform(-120, 60, size)
    end = born + life
    seen = (end > 0) & (np.ceil(np.maximum(born, 0)) <= end)
    first = np.ceil(np.maximum(born, 0))
    last = np.minimum(np.floor(end), 60)
    closed = end < 60
    entry = (2 * np.maximum(0, first - np.floor(born))).astype(np.int64)
    time = (2 * (last - np.floor(born)) + closed).astype(np.int64)
    keep = np.flatnonzero(seen & (time > entry))
    keep = keep[np.argsort(employer[keep], kind="stable")]
    found = median(entry[keep], time[keep], closed[keep], begins(employer[keep]))
    naive = float(np.median((end - born)[closed & (born > 0)]))
    return found.value / 2, found.lo / 2, found.hi / 2, naive


def _median_of_mixture() -> float:
    """Return the median of exponential lives whose mean differs by employer as in `one_lifetime`."""
    rng = np.random.default_rng(5)
    return float(np.median(rng.exponential(1, 200_000) * np.exp(0.4 * rng.normal(size=200_000))))


def _lifetimes(repetitions: int) -> Iterator[Row]:
    rng = np.random.default_rng(14)
    told = np.array([one_lifetime(rng, 30.0) for _ in range(repetitions)])
    middle, naive = float(np.nanmedian(told[:, 0])), float(np.nanmedian(told[:, 3]))
    covered = float(np.mean((told[:, 1] <= 30) & (np.nan_to_num(told[:, 2], nan=np.inf) >= 30)))
    yield Row("median lifetime, truth 30 days, watched for 60 days", f"{middle:.1f} days", "27 to 33",
              27 <= middle <= 33)  # fmt: skip
    yield Row("the same of those that opened and closed while watched", f"{naive:.1f} days", "for comparison", None)
    yield Row("its 95 % intervals that hold the truth", f"{covered:.1%}", "92 to 98 %", 0.92 <= covered <= 0.98)


def _copies(seed: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        truth = write_market(root, seed)
        build(root / "landing", root / "mentions" / "t1-m1", root / "warehouse", skilldemand_version="0",
              now=datetime(2026, 11, 1, tzinfo=UTC))  # fmt: skip
        with open_published(root / "warehouse") as con:
            found = dict(con.execute("SELECT posting_key, vacancy_id FROM core.posting").fetchall())
            (days,) = con.execute(
                "SELECT median_days FROM marts.time_on_market WHERE population = 'all' AND skill_id = 'all'"
            ).fetchall()[0]
    real, told = _pairs(truth), _pairs(found)
    precision, recall = len(real & told) / len(told), len(real & told) / len(real)
    yield Row(f"copies: merged pairs that are one opening ({len(told):,} pairs)", f"{precision:.3f}", "0.98 at least",
              precision >= 0.98)  # fmt: skip
    yield Row(f"copies: pairs of one opening that were merged ({len(real):,} pairs)", f"{recall:.3f}", "0.95 at least",
              recall >= 0.95)  # fmt: skip
    yield Row(f"time_on_market of the whole build, truth {MEDIAN_DAYS:g} days", f"{days:.1f} days", "27 to 33",
              27 <= days <= 33)  # fmt: skip


def _pairs(group: dict[str, str] | dict[str, int]) -> set[tuple[str, str]]:
    members: dict[str | int, list[str]] = {}
    for key in sorted(group):
        members.setdefault(group[key], []).append(key)
    return {pair for keys in members.values() for pair in combinations(keys, 2)}


def table(rows: list[Row], repetitions: int) -> str:
    """Return the rows as Markdown."""
    words = {True: "yes", False: "**no**", None: ""}
    head = [f"{repetitions} repetitions of each market.", "", "| what | found | wanted | held |", "|---|---|---|---|"]
    return "\n".join([*head, *(f"| {r.what} | {r.found} | {r.wanted} | {words[r.held]} |" for r in rows)])


def main() -> None:
    """Print the table, and write it between its marks into a page where `--write` names one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=400)
    parser.add_argument("--write", type=Path, help="page with the two marks, such as docs/methodology.md")
    given = parser.parse_args()
    parts: tuple[Callable[[int], Iterator[Row]], ...] = (_shares, _trends, _lifetimes)
    rows = [row for part in parts for row in part(given.repetitions)]
    rows += _copies(1)
    made = table(rows, given.repetitions)
    print(made)
    if given.write:
        text = given.write.read_text(encoding="utf-8")
        before, after = text.index(BEGIN) + len(BEGIN), text.index(END)
        given.write.write_text(f"{text[:before]}\n\n{made}\n\n{text[after:]}", encoding="utf-8")
