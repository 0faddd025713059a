"""A year of weekly runs against boards that fail, change their format and come back, held against what is true.

    python -m tests.end_to_end.year [--weeks 52] [--landing-days 400]

24 boards of three services; each posting has its own week of opening and of closing. One service is down for three
weeks, one answers in another form for three, one gives half of its listing for two. Each week `skilldemand run` does
everything and `gc` clears up; what it publishes is compared with what the market knows. With a short retention
(`--landing-days 120`) the year also shows that the disk fills up to a level and no further.
"""

import argparse
import datetime as dt
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from skilldemand.crawler.sample_market import Market
from skilldemand.crawler.sample_records import SamplePosting
from tests.crawler.fault_matrix import board, registry
from tests.fakeserver import faults, wrong_listings
from tests.fakeserver.market import TITLES, employer, hash_of, market_days
from tests.fakeserver.server import FakeServer

FIRST = dt.date(2026, 1, 5)
SERVICES = ("greenhouse", "lever", "ashby")
BOARDS = 8
TROUBLE = {
    "greenhouse": (range(9, 12), faults.status(500)),
    "lever": (range(19, 22), wrong_listings.no_envelope),
    "ashby": (range(29, 31), faults.half_of_it),
}
"""Weeks in which all boards of a service are in trouble, and which."""
LONGEST_LIFE = 20
"""Weeks that a posting stands at most."""
MOST_COST, MOST_GROWTH = 1.3, 1.1
"""What the last run may cost, as a multiple of the tenth; what the disk may grow once it is full."""
SKILLS = {"python": ("Python", 0.8), "pytorch": ("PyTorch", 0.5), "kubernetes": ("Kubernetes", 0.3)}


@dataclass(frozen=True)
class Week:
    """What one weekly run gave."""

    number: int
    code: int
    cpu_seconds: float
    disk_mb: float
    quarantined: set[str]
    faults: list[str]


def make_market(weeks: int, seed: int = 11) -> tuple[Market, dict[str, str]]:
    """Return the market and {slug: service}; about twelve postings stand on a board at any time."""
    generator = random.Random(seed)
    boards = {f"{service[:2]}{number}": service for service in SERVICES for number in range(BOARDS)}
    postings = {slug: list(_postings(slug, weeks, generator)) for slug in boards}
    return Market(employers={slug: employer(slug, ats) for slug, ats in boards.items()}, postings=postings), boards


def _postings(slug: str, weeks: int, generator: random.Random) -> Iterator[SamplePosting]:
    number = 0
    for week in range(-10, weeks):
        for _ in range(generator.choice((0, 1, 2))):
            opened = FIRST + dt.timedelta(weeks=week, days=-3)
            asked = [name for name, share in SKILLS.values() if generator.random() < share] or ["SQL"]
            yield SamplePosting(
                id=str(1_000_000 + hash_of(slug) % 9_000 * 1000 + number),
                title=f"{TITLES[number % len(TITLES)]} {number}",
                location="Berlin, Germany",
                opened=opened,
                closed=opened + dt.timedelta(weeks=generator.randint(4, LONGEST_LIFE)),
                body=f"<p>Team {number} of {slug} plans route {generator.random()}.</p><p>Requirements</p><ul>"
                + "".join(f"<li>You have experience with {name}</li>" for name in asked)
                + "</ul>",
            )
            number += 1


def day_of(week: int) -> dt.date:
    return FIRST + dt.timedelta(weeks=week)


def standing(market: Market, week: int) -> set[str]:
    """Return the ids that stand on the boards in a week."""
    day = day_of(week)
    return {p.id for found in market.postings.values() for p in found if p.opened <= day and (p.closed or day) > day}


def run(folder: Path, weeks: int, landing_days: int) -> Iterator[Week]:
    """Yield what each weekly run gave."""
    market, boards = make_market(weeks)
    workspace = folder / "ws"
    workspace.mkdir(parents=True)
    (workspace / "skilldemand.toml").write_text(
        f"crawl = true\n[keep]\nlanding_days = {landing_days}\npublications = 2\nmonths = 4\nreports = 2\n"
    )
    known = registry(folder / "registry", {s: [board(b, s) for b, at in boards.items() if at == s] for s in SERVICES})
    with ExitStack() as stack:
        calm = stack.enter_context(FakeServer(market_days(market)))
        ill = {
            service: stack.enter_context(
                FakeServer(market_days(market), {b: fault for b, at in boards.items() if at == service})
            )
            for service, (_, fault) in TROUBLE.items()
        }
        for number in range(weeks):
            server = next((ill[s] for s, (when, _) in TROUBLE.items() if number in when), calm)
            yield _week(workspace, number, server.at(day_of(number)), known, market)


def _week(workspace: Path, number: int, address: str, known: str, market: Market) -> Week:
    moment = dt.datetime.combine(day_of(number), dt.time(6), dt.UTC)
    environment = {
        **os.environ,
        "SKILLDEMAND_REHOST": address,
        "SKILLDEMAND_REGISTRY": known,
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(workspace)]
    done = subprocess.run([*command, "run"], env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "gc"], env=environment, capture_output=True, check=True)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    faults_seen, quarantined = [], set[str]()
    if done.returncode not in {0, 3}:
        faults_seen.append(f"exit {done.returncode}: {done.stderr[-300:]}")
    else:
        quarantined, faults_seen = _compare(workspace, number, market)
    return Week(number, done.returncode, cpu, _size(workspace), quarantined, faults_seen)


def _compare(workspace: Path, number: int, market: Market) -> tuple[set[str], list[str]]:
    """Return the quarantined sources and what differs from the truth."""
    with duckdb.connect(str(workspace / "warehouse/skilldemand.duckdb"), read_only=True) as con:
        rows = con.execute("SELECT source, split_part(posting_key, ':', 3), state FROM core.posting").fetchall()
        sources = con.execute("SELECT source FROM marts.source_quality WHERE quarantined").fetchall()
        demand = dict(
            con.execute(
                "SELECT skill_id, k FROM marts.skill_demand WHERE population = 'all' AND skill_id = ANY(?)",
                [list(SKILLS)],
            ).fetchall()
        )
    quarantined = {source for (source,) in sources}
    return quarantined, [*_life_faults(rows, number, market), *_demand_faults(rows, demand, market)]


def _life_faults(rows: list[tuple[str, str, str]], number: int, market: Market) -> list[str]:
    """Return where the life of postings differs: what stands is open, what two whole listings lack is closed."""
    found = []
    now, last = standing(market, number), standing(market, number - 1)
    for source, ident, state in rows:
        when, _ = TROUBLE[source]
        calm = not {number, number - 1, number - 2} & set(when)
        if ident in now and state != "open":
            found.append(f"{source} {ident} stands and is {state}")
        if calm and ident not in now | last and state == "open":
            found.append(f"{source} {ident} is gone for two weeks and is open")
    return found


def _demand_faults(rows: list[tuple[str, str, str]], told: dict[str, int], market: Market) -> list[str]:
    """Return the skills whose count differs from that in the texts of the postings that were ever seen."""
    texts = {p.id: p.body for found in market.postings.values() for p in found}
    seen = [texts[ident] for _, ident, _ in rows]
    expected = {skill: sum(f"with {name}<" in text for text in seen) for skill, (name, _) in SKILLS.items()}
    return [
        f"{skill}: {told.get(skill)} vacancies, true {count}"
        for skill, count in expected.items()
        if told.get(skill) != count
    ]


def _size(workspace: Path) -> float:
    files = {p.stat().st_ino: p.stat().st_size for p in workspace.rglob("*") if p.is_file() and not p.is_symlink()}
    return sum(files.values()) / 1e6


def verdict(weeks: list[Week], landing_days: int) -> list[str]:
    """Return what the whole year shows to be wrong."""
    found = [f"week {week.number}: {fault}" for week in weeks for fault in week.faults[:3]]
    for service, (when, _) in TROUBLE.items():
        if when[-1] < len(weeks) and not any(service in weeks[number].quarantined for number in when):
            found.append(f"{service} was in trouble and never quarantined")
        if when[-1] + 4 < len(weeks) and service in weeks[when[-1] + 4].quarantined:
            found.append(f"{service} is well again and still quarantined")
    if len(weeks) > 10 and weeks[-1].cpu_seconds > MOST_COST * weeks[9].cpu_seconds:
        found.append(f"the last run costs more than {MOST_COST} times the tenth")
    full = landing_days // 7 + LONGEST_LIFE  # a run stays while a posting that it brought stands
    disk = [week.disk_mb for week in weeks]
    if len(disk) > full + 8 and max(disk[-4:]) > MOST_GROWTH * max(disk[full - 4 : full + 4]):
        found.append(f"the disk still fills after week {full}")
    return found


def main() -> None:
    """Print a line a week and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--landing-days", type=int, default=400)
    options = parser.parse_args()
    out = Console(highlight=False, soft_wrap=True)
    folder = Path(tempfile.mkdtemp())
    weeks = []
    for week in run(folder, options.weeks, options.landing_days):
        weeks.append(week)
        troubles = "; ".join(week.faults[:2])
        out.print(
            f"week {week.number:2}  exit {week.code}  {week.cpu_seconds:5.1f} CPU s  {week.disk_mb:6.1f} MB  "
            f"{', '.join(sorted(week.quarantined))}  {troubles}"
        )
    shutil.rmtree(folder)
    table = Table(title=f"{len(weeks)} weekly runs", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    if len(weeks) > 10:
        table.add_row(
            "last run against the tenth, CPU time", f"{weeks[-1].cpu_seconds / weeks[9].cpu_seconds:.2f} times"
        )
        table.add_row("disk, last week against the tenth", f"{weeks[-1].disk_mb / weeks[9].disk_mb:.2f} times")
    wrong = verdict(weeks, options.landing_days)
    table.add_row("differences from what is true", str(len(wrong)))
    out.print(table)
    out.print(json.dumps(wrong[:20], indent=1))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
