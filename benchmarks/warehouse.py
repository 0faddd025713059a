"""Load, build, check and publish a market of any size; then 1 % more; then three marts in pandas beside it.

    python benchmarks/warehouse.py [--postings 1000000] [--folder DIR] [--memory 1000MB] [--profile] [--no-pandas]

`--postings 10000000` is the longer run: it needs about 60 GB of disk and an hour. The files are made first
(market_files.py), which is not timed; those already in `--folder` are used again. Each build runs in a process of its
own, whose largest resident memory is shown. `--profile` adds the seconds of each SQL file.
"""

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from market_files import MarketFiles
from rich.console import Console
from rich.table import Table

from skilldemand.analysis.estimate import t_quantile
from skilldemand.analysis.warehouse import build, open_published

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SLOWEST = 25


def timed_build(root: Path, memory: str) -> dict[str, Any]:
    """Build the market under `root`; return wall and CPU seconds, MB of memory, and seconds of each step."""
    steps: dict[str, float] = {}
    begun, cpu = time.perf_counter(), time.process_time()
    last = [begun, "start"]

    def step(name: str) -> None:
        now = time.perf_counter()
        steps[str(last[1])] = now - float(last[0])
        last[:] = [now, name]

    summary = build(
        root / "landing", root / "mentions" / "bench", root / "warehouse", skilldemand_version="benchmark", now=NOW,
        memory_limit=memory, on_step=step,
    )  # fmt: skip
    return {
        "seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "steps": steps,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "why": summary.rebuilt_because,
        "postings": summary.postings, "vacancies": summary.vacancies, "mentions": summary.mentions,
    }  # fmt: skip


def in_process(job: str, root: Path, memory: str) -> dict[str, Any]:
    """Run a job of this file in a process of its own and return what it measured."""
    done = subprocess.run(
        [sys.executable, __file__, "--job", job, "--folder", str(root), "--memory", memory],
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def pandas_marts(root: Path) -> dict[str, Any]:
    """Work out skill_demand, month_flow and role_mix in pandas from the core tables, and compare the first."""
    with open_published(root / "warehouse") as con:
        asked = con.sql("SELECT vacancy_id, skill_id FROM core.vacancy_skill").df()
        member = con.sql("SELECT population, vacancy_id, employer_id FROM core.population_vacancy").df()
        vacancy = con.sql("SELECT vacancy_id, role, opened_on, in_window FROM core.vacancy").df()
        expected = con.sql("SELECT population, skill_id, k, n, lo, hi FROM marts.skill_demand WHERE k > 0").df()
    begun = time.perf_counter()
    role = vacancy[vacancy.in_window].groupby("role").size()
    dated = member.merge(vacancy[["vacancy_id", "opened_on"]], on="vacancy_id").dropna()
    flow = dated.groupby(["population", dated.opened_on.dt.to_period("M")]).size()
    made = shares(asked, member)
    seconds = time.perf_counter() - begun
    both = made.merge(expected, on=["population", "skill_id"], suffixes=("", "_sql"))
    worst = max(abs(both.lo - both.lo_sql).max(), abs(both.hi - both.hi_sql).max())
    same = len(both) == len(expected) and bool((both.k == both.k_sql).all() and (both.n == both.n_sql).all())
    return {
        "seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "same": same,
        "worst": float(worst), "rows": [len(role), len(flow), len(made)],
    }  # fmt: skip


def shares(asked: pd.DataFrame, member: pd.DataFrame) -> pd.DataFrame:
    """Return k, n and the clustered interval of each population and skill, as sql/staging/estimate.sql does."""
    size = member.groupby(["population", "employer_id"]).size().rename("n_g").reset_index()
    total = size.assign(nn=size.n_g**2).groupby("population").agg(n=("n_g", "sum"), g=("n_g", "size"), nn=("nn", "sum"))
    cell = member.merge(asked, on="vacancy_id").groupby(["population", "skill_id", "employer_id"]).size()
    cell = cell.rename("k_g").reset_index().merge(size, on=["population", "employer_id"])
    cell = cell.assign(kk=cell.k_g**2, kn=cell.k_g * cell.n_g)
    found = (
        cell.groupby(["population", "skill_id"])[["k_g", "kk", "kn"]].sum().reset_index().merge(total, on="population")
    )
    found = found.rename(columns={"k_g": "k"})
    p = found.k / found.n
    spread = found.g / (found.g - 1) * (found.kk - 2 * p * found.kn + p * p * found.nn).clip(lower=0) / found.n**2
    deff = (spread / (p * (1 - p) / found.n)).clip(lower=1).fillna(1)
    degrees = sorted(set(found.g - 1))
    t = (found.g - 1).map(dict(zip(degrees, t_quantile(degrees), strict=True)))
    m = found.n / deff
    half = t * (p * (1 - p) / m + t * t / (4 * m * m)) ** 0.5 / (1 + t * t / m)
    middle = (p + t * t / (2 * m)) / (1 + t * t / m)
    return found.assign(lo=(middle - half).clip(0).combine(p, min), hi=(middle + half).clip(upper=1).combine(p, max))


def prepare(root: Path, postings: int) -> MarketFiles:
    """Return the market of this size under `root`, written now or before."""
    made = root / "market.pickle"
    if made.is_file():
        market: MarketFiles = pickle.loads(made.read_bytes())
        if market.postings == postings:
            return market
    market = MarketFiles(root, postings)
    market.write()
    made.write_bytes(pickle.dumps(market))
    return market


def show(rows: dict[str, dict[str, Any]], profile: bool) -> None:
    """Print the table of the measurements."""
    table = Table("what", "wall s", "CPU s", "MB")
    for name, row in rows.items():
        cpu = f"{row['cpu']:.1f}" if "cpu" in row else ""
        table.add_row(name, f"{row['seconds']:.1f}", cpu, f"{row['mb']:.0f}")
    console = Console()
    console.print(table)
    for name, row in rows.items():
        if profile and "steps" in row:
            slowest = sorted(row["steps"].items(), key=lambda step: -step[1])[:SLOWEST]
            console.print(f"{name}: " + ", ".join(f"{step} {seconds:.1f}" for step, seconds in slowest))


def run(root: Path, options: argparse.Namespace) -> None:
    """Measure the build, the addition of 1 %, and pandas."""
    market = prepare(root, options.postings)
    (root / "warehouse" / "build" / "staging.duckdb").unlink(missing_ok=True)
    rows = {"everything anew": in_process("build", root, options.memory)}
    first = rows["everything anew"]
    print(f"{first['postings']:,} postings, {first['vacancies']:,} vacancies, {first['mentions']:,} mentions")
    if not options.no_pandas:
        rows["the same three marts in pandas"] = in_process("pandas", root, options.memory)
    market.more(0.01, 0.01)
    (root / "market.pickle").unlink()
    rows["1 % more, on 1 % of the boards"] = in_process("build", root, options.memory)
    show(rows, options.profile)
    share = rows["1 % more, on 1 % of the boards"]["cpu"] / first["cpu"]
    print(f"Adding 1 % costs {share:.0%} of the CPU time of the full build.")
    if (second := rows.get("the same three marts in pandas")) is not None:
        steps = sum(first["steps"].get(f"marts.{name}", 0) for name in ("skill_demand", "month_flow", "role_mix"))
        steps += first["steps"]["staging.cell"] + first["steps"]["staging.estimate"]
        print(f"The three marts in SQL {steps:.1f} s, in pandas {second['seconds']:.1f} s.")
        print(f"Counts equal: {second['same']}; intervals differ by at most {second['worst']:.0e}.")


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postings", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--memory", default="1000MB")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--no-pandas", action="store_true")
    parser.add_argument("--job", choices=("build", "pandas"))
    options = parser.parse_args()
    if options.job:
        job = timed_build(options.folder, options.memory) if options.job == "build" else pandas_marts(options.folder)
        print(json.dumps(job))
    elif options.folder:
        run(options.folder, options)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            run(Path(scratch), options)


if __name__ == "__main__":
    main()
