"""A month of nightly builds that add what is new gives the tables of one build over all its files, bit for bit."""

import random
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from skilldemand.analysis.errors import CheckFailedError
from skilldemand.analysis.warehouse import open_published
from skilldemand.crawler.landing import LandingWriter, complete_runs, read_postings
from skilldemand.crawler.posting import BoardResult, Posting, content_hash
from tests.analysis.conftest import ATTRIBUTES, MENTION, NOW, VERSION, Market, write_mentions
from tests.analysis.simulation import World

NIGHTS = 9
STEP = timedelta(days=4)
COMPARED = (5, 8)
LATE = 4
"""The crawl of this night reaches the workspace two nights later."""
VOICE = "We are a company of people who care about each other and about the craft that brings us together every day."
SKILLS = ("python", "pytorch", "aws", "sql", "docker")


def tables(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every published table but meta.run, rows in any one order, and every comment."""
    with open_published(warehouse) as con:
        names = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        found = {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names if name != "meta.run"}
        found["meta.run"] = con.execute("SELECT * EXCLUDE (built_at) FROM meta.run").fetchall()
        found["comments"] = con.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
        ).fetchall()
    return found


def imported(night: int, rng: random.Random) -> list[Posting]:
    """Return postings of a file: new ones, copies of earlier ones, and bridges that bring two groups together."""
    found = []
    for n in range(8):
        employer, text = rng.randrange(4), rng.randrange(12)
        title = ("ML Engineer", "Data Analyst", "Data Engineer")[rng.randrange(3)]
        body = " ".join(f"word{text} number{i} of employer{employer}" for i in range(40))
        if rng.random() < 0.5:
            body = f"{VOICE}\n" + " ".join(f"own{night}x{n}y{i}" for i in range(40))
        page = 100000 + rng.randrange(30) if rng.random() < 0.2 else 200000 + 100 * night + n
        found.append(Posting(
            posting_key=f"import:file:{night}-{n}", source="import", board="file", native_id=f"{night}-{n}",
            url=f"https://example.org/jobs/{page}", title=title, company=f"Firm {employer}",
            description_text=body, posted_at=f"2026-0{1 + rng.randrange(5)}-1{rng.randrange(9)}",
            content_hash=content_hash(title, f"Firm {employer}", body), seen_at="2026-05-01T00:00:00Z",
            run_id=f"file-{night:02}",
        ))  # fmt: skip
    return found


def land(market: Market, postings: list[Posting], run_id: str) -> None:
    with LandingWriter(market.landing, "import", run_id) as writer:
        for posting in postings:
            writer.write_posting(posting)
        writer.write_board(
            BoardResult(run_id=run_id, source="import", board="file", status="complete", listed=len(postings),
                        emitted=len(postings), started_at="2026-05-01T00:00:00Z", ended_at="2026-05-01T00:00:00Z")
        )  # fmt: skip


def read(folder: Path, landing: Path, part: int, *, leave: float, version: dict[str, str] = VERSION) -> None:
    """Write a part of the reader for the texts that are not read yet; a share `leave` of them waits for the next."""
    known = {
        text
        for path in (folder / "attributes").glob("*.parquet")
        for text in pq.read_table(path).column("text_hash").to_pylist()
    }
    texts = {p.content_hash: p.description_text for run in complete_runs(landing) for p in read_postings(run)}
    fresh = [t for t in sorted(texts) if t not in known and random.Random(f"{t}{part}").random() >= leave]
    mentions = []
    for text in fresh:
        rng = random.Random(text)
        for number, skill in enumerate(rng.sample(SKILLS, 3)):
            mentions.append({
                **version, "text_hash": text, "skill_id": skill, "start": 5 * number, "end": 5 * number + 4,
                "surface": skill, "section": "unknown", "strength": "duty" if number < 2 else "required",
                "any_of": False, "rule": "alias", "counts": rng.random() < 0.9, "reason": None,
            })  # fmt: skip
            mentions[-1]["reason"] = None if mentions[-1]["counts"] else "boilerplate section"
    rows = [
        {
            **version,
            "text_hash": t,
            "role": ("ml-engineer", "data-analyst")[int(t, 16) % 2],
            "text_chars": len(texts[t]),
        }
        for t in fresh
    ]
    name = f"part-{part:06}.parquet"
    pq.write_table(pa.Table.from_pylist(mentions, MENTION), folder / name)
    pq.write_table(pa.Table.from_pylist(rows, ATTRIBUTES), folder / "attributes" / name)


def fresh_tables(market: Market, number: int, **changes: Any) -> dict[str, list[tuple[Any, ...]]]:
    other = Market(market.root.parent / f"fresh{number}")
    shutil.copytree(market.root, other.root, ignore=shutil.ignore_patterns("warehouse"))
    other.build(**changes)
    return tables(other.warehouse)


@pytest.fixture
def market(tmp_path: Path) -> Market:
    made = Market(tmp_path / "workspace")
    write_mentions(made, [])
    return made


def test_a_month_of_additions_gives_what_a_rebuild_gives(market: Market) -> None:
    rng, world, why = random.Random(3), World(5, STEP), []
    late, aside = market.landing / "greenhouse" / f"run-{LATE:02}", market.root / "aside"
    for night in range(NIGHTS):
        world.run(market.landing, night)
        if night % 2 == 0:
            land(market, imported(night, rng), f"file-{night:02}")
        if night == LATE:
            late.rename(aside)
        elif night == LATE + 2:
            aside.rename(late)
        read(market.mentions, market.landing, night + 1, leave=0.2)
        why.append(market.build(now=NOW + night * STEP).rebuilt_because)
        if night in COMPARED:
            made, expected = tables(market.warehouse), fresh_tables(market, night)
            assert [name for name in expected if made[name] != expected[name]] == []
    assert why[0] == "there was none before"
    assert why[3:] == [None] * (NIGHTS - 3)
    with open_published(market.warehouse) as con:
        rules = con.execute("SELECT DISTINCT rule FROM core.duplicate_edge ORDER BY 1").fetchall()
        closed = con.execute("SELECT count(*) FROM core.posting_spell WHERE closed_on IS NOT NULL").fetchone()
        voice = con.execute("SELECT count(*) FROM core.mention WHERE reason = 'repeated employer paragraph'").fetchone()
    assert {("identical_text",), ("same_url",)} <= set(rules)
    assert closed
    assert closed[0] > 5
    assert voice
    assert voice[0] > 5


def test_what_cannot_be_added_makes_everything_anew_and_says_why(market: Market) -> None:
    land(market, imported(0, random.Random(1)), "file-00")
    read(market.mentions, market.landing, 1, leave=0)
    assert market.build().rebuilt_because == "there was none before"
    assert market.build(now=NOW + STEP).rebuilt_because is None
    assert market.build(thresholds=None).rebuilt_because == "the code, the skills or the settings changed"
    other = Market(market.root)
    folder = market.root / "mentions" / "t2-m1"
    (folder / "attributes").mkdir(parents=True)
    for path in market.mentions.glob("*.jsonl"):
        shutil.copy(path, folder)
    read(folder, market.landing, 1, leave=0, version={**VERSION, "taxonomy_version": "t2"})
    shutil.rmtree(market.mentions)
    folder.rename(market.mentions)
    assert other.build(thresholds=None).rebuilt_because == "files that had been loaded were changed or removed"
    with open_published(market.warehouse) as con:
        assert con.execute("SELECT taxonomy_version FROM meta.run").fetchall() == [("t2",)]


def test_texts_read_a_second_time_make_everything_anew(market: Market) -> None:
    land(market, imported(0, random.Random(1)), "file-00")
    read(market.mentions, market.landing, 1, leave=0)
    market.build()
    table = pq.read_table(market.mentions / "attributes" / "part-000001.parquet").slice(0, 1)
    pq.write_table(table, market.mentions / "attributes" / "part-000002.parquet")
    mentions = pq.read_table(market.mentions / "part-000001.parquet")
    again = pc.equal(mentions["text_hash"], table["text_hash"][0])
    pq.write_table(mentions.filter(again), market.mentions / "part-000002.parquet")
    first = tables(market.warehouse)
    reason = market.build().rebuilt_because
    assert reason in {
        "raw.attributes has new rows for texts that were read or stored before",
        "most of the files are new",
    }
    assert tables(market.warehouse) == first


def test_an_addition_with_an_offending_row_fails_its_check_and_leaves_what_is_published(market: Market) -> None:
    rng = random.Random(1)
    land(market, [posting for night in range(20) for posting in imported(night, rng)], "file-00")
    read(market.mentions, market.landing, 1, leave=0)
    market.build()
    land(market, imported(20, rng)[:1], "file-01")
    read(market.mentions, market.landing, 2, leave=0)
    assert market.build().rebuilt_because is None
    published = (market.warehouse / "skilldemand.duckdb").read_bytes()
    land(market, imported(21, rng)[:1], "file-02")
    read(market.mentions, market.landing, 3, leave=0)
    path = market.mentions / "part-000003.parquet"
    rows = [{**row, "end": 10**6, "counts": True} for row in pq.read_table(path).to_pylist()]
    pq.write_table(pa.Table.from_pylist(rows, MENTION), path)
    with pytest.raises(CheckFailedError, match=r"strengths: .* 3 offending rows"):
        market.build()
    assert (market.warehouse / "skilldemand.duckdb").read_bytes() == published
    assert not (market.warehouse / "build" / "snapshot.duckdb").exists()
    with pytest.raises(CheckFailedError, match=r"strengths: .* 3 offending rows"):
        market.build()


def test_a_killed_or_failed_addition_is_not_gone_on_from(market: Market) -> None:
    rng = random.Random(1)
    land(market, imported(0, rng), "file-00")
    read(market.mentions, market.landing, 1, leave=0)
    market.build()
    published = (market.warehouse / "skilldemand.duckdb").read_bytes()
    land(market, imported(1, rng)[:1], "file-01")
    read(market.mentions, market.landing, 2, leave=0)

    def stop(step: str) -> None:
        if step == "core.vacancy":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        market.build(on_step=stop)
    assert (market.warehouse / "skilldemand.duckdb").read_bytes() == published
    assert market.build().rebuilt_because == "the last build was cut short"
    assert tables(market.warehouse) == fresh_tables(market, 1)
