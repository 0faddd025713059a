"""A small market, written by hand in market.csv, as the landing and mention files that the other stages would write."""

import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skilldemand.analysis.warehouse import BuildSummary, Thresholds, build, open_published
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.posting import BoardResult, Posting, Sighting, content_hash, encode_line

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SMALL = Thresholds(min_vacancies=5, min_employers=3, min_asking=2, max_half_width=0.4)

WORDS = re.findall(
    r"\w+",
    "team builds ships reviews measures plans writes learns grows owns shares models systems users teams partners data "
    "quality results launches fixes tests monitors scales designs explains supports guides clients products services",
)

MENTION = pa.schema(
    [("text_hash", pa.string()), ("skill_id", pa.string()), ("start", pa.int32()), ("end", pa.int32()),
     ("surface", pa.string()), ("section", pa.string()), ("strength", pa.string()), ("requirement", pa.int32()),
     ("any_of", pa.bool_()), ("rule", pa.string()), ("counts", pa.bool_()), ("reason", pa.string()),
     ("years", pa.float64()), ("taxonomy_version", pa.string()), ("matcher_version", pa.string())]
)  # fmt: skip
ATTRIBUTES = pa.schema(
    [("text_hash", pa.string()), ("role", pa.string()), ("seniority", pa.string()), ("years_min", pa.float64()),
     ("workplace", pa.string()), ("salary_min", pa.float64()), ("salary_max", pa.float64()),
     ("salary_currency", pa.string()), ("salary_period", pa.string()), ("education", pa.string()),
     ("language", pa.string()), ("text_chars", pa.int64()), ("taxonomy_version", pa.string()),
     ("matcher_version", pa.string())]
)  # fmt: skip
QUALITY = (
    {"skill_id": "aws", "tp": 24, "fp": 6, "fn": 0},
    {"skill_id": "python", "tp": 36, "fp": 4, "fn": 9},
    {"skill_id": "sql", "tp": 3, "fp": 0, "fn": 1},
)
VERSION = {"taxonomy_version": "t1", "matcher_version": "m1"}

# Visits of the crawled board: run, day, status, postings seen. 1 is missed twice and closes; 2 and 3 stay.
VISITS = (
    ("a1", "2026-01-05", "complete", ("1", "2")),
    ("a2", "2026-02-05", "complete", ("1", "2", "3")),
    ("a3", "2026-02-20", "unchanged", ()),
    ("a4", "2026-03-10", "complete", ("2", "3")),
    ("a5", "2026-03-11", "partial", ()),
    ("a6", "2026-04-10", "complete", ("2", "3")),
)


def filler(text: str) -> str:
    """Return 160 words fixed by the number in `text`; `7~3` is text 7 with three words of its own."""
    number, _, changed = text.partition("~")
    words = random.Random(int(number)).choices(WORDS, k=160)
    for place in range(int(changed or 0)):
        words[50 * place + 5 if place < 3 else 155] = f"word{changed}{place}"
    return " ".join(words).capitalize() + "."


def parse_skills(spec: str) -> list[dict[str, Any]]:
    """Read `a|b:required -c:about`: alternatives, strength, and what does not count."""
    found = []
    for requirement, item in enumerate(spec.split()):
        names, _, word = item.removeprefix("-").partition(":")
        for name in names.split("|"):
            counts = not item.startswith("-")
            found.append({
                "skill_id": name, "strength": word if counts else "duty", "any_of": "|" in names, "counts": counts,
                "requirement": requirement if "|" in names else None,
                "reason": None if counts else "boilerplate section",
                "section": "requirements" if counts else word, "rule": "alias", "surface": name, "years": None,
            })  # fmt: skip
    return found


@dataclass(frozen=True)
class Market:
    """Folders of one workspace and a builder for it."""

    root: Path

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def mentions(self) -> Path:
        return self.root / "mentions" / "t1-m1"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    def build(self, **changes: Any) -> BuildSummary:
        arguments = {"skilldemand_version": "0.1.0", "now": NOW, "thresholds": SMALL, **changes}
        return build(self.landing, self.mentions, self.warehouse, **arguments)


def read_market() -> list[dict[str, str]]:
    with (HERE / "market.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def posting(row: dict[str, str], sample: bool = False) -> tuple[Posting, list[dict[str, Any]]]:
    """Return the landing record of a row and the mentions in its text."""
    text = filler(row["text"]) + "\nYou bring:"
    mentions = []
    for mention in parse_skills(row["skills"]):
        start = len(text) + 1
        text += " " + mention["surface"]
        mentions.append({**mention, "start": start, "end": len(text)})
    company = row["company"] or None
    digest = content_hash(row["title"], company, text)
    record = Posting(
        posting_key=f"{row['source']}:{row['board']}:{row['id']}", source=row["source"], board=row["board"],
        native_id=row["id"], url=row["url"] or None, title=row["title"], company=company, description_text=text,
        location_raw=row["location"] or None, places=parse_places(row["location"]),
        posted_at=row["posted"] or None, content_hash=digest,
        seen_at=row["seen"] + "T06:00:00Z", run_id=row["run"], sample=sample,
    )  # fmt: skip
    return record, [{**mention, **VERSION, "text_hash": digest} for mention in mentions]


def _write(path: Path, lines: list[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(b"".join(lines), mtime=0))


def write_landing(market: Market, rows: list[dict[str, str]], sample: bool = False) -> None:
    runs: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for row in rows:
        runs[row["source"], row["run"]].append(posting(row, sample)[0])
    for run, *_ in VISITS:
        runs.setdefault(("greenhouse", run), [])
    visits = {run: (day, status, seen) for run, day, status, seen in VISITS}
    for (source, run), postings in runs.items():
        folder = market.landing / source / run
        day, status, seen = visits.get(run, ("2026-10-01", "complete", ()))
        at = day + "T06:00:00Z"
        results = [
            BoardResult(
                run_id=run, source=source, board=board, status=status, listed=5, emitted=5, started_at=at, ended_at=at
            )
            for board in (("acme",) if source == "greenhouse" else ("board-one", "board-two"))
        ]
        keys = [f"greenhouse:acme:{native}" for native in seen]
        _write(folder / "postings.jsonl.gz", [encode_line(p) for p in postings])
        _write(folder / "boards.jsonl.gz", [encode_line(result) for result in results])
        if source == "greenhouse":
            sightings = [Sighting(posting_key=k, board="acme", content_hash="0" * 32, seen_at=at) for k in keys]
            _write(folder / "sightings.jsonl.gz", [encode_line(sighting) for sighting in sightings])


def write_mentions(market: Market, rows: list[dict[str, str]]) -> None:
    mentions: dict[str, list[dict[str, Any]]] = {}
    attributes: dict[str, dict[str, Any]] = {}
    for row in rows:
        record, found = posting(row)
        if row["role"] != "unread":
            mentions[record.content_hash] = found
            senior = "senior" if "Senior" in row["title"] else "unstated"
            attributes[record.content_hash] = {
                **VERSION, "text_hash": record.content_hash, "role": row["role"], "seniority": senior,
                "text_chars": len(record.description_text),
            }  # fmt: skip
    (market.mentions / "attributes").mkdir(parents=True, exist_ok=True)
    flat = [mention for found in mentions.values() for mention in found]
    pq.write_table(pa.Table.from_pylist(flat, MENTION), market.mentions / "part-0.parquet")
    pq.write_table(
        pa.Table.from_pylist(list(attributes.values()), ATTRIBUTES), market.mentions / "attributes" / "part-0.parquet"
    )
    with (HERE / "skills.csv").open(encoding="utf-8") as file:
        skills = [
            {**row, "section_order": int(row["section_order"]), "parents": [], "status": "active"}
            for row in csv.DictReader(file)
        ]
    (market.mentions / "skills.jsonl").write_text("".join(json.dumps(skill) + "\n" for skill in skills))
    (market.mentions / "quality.jsonl").write_text("".join(json.dumps(row) + "\n" for row in QUALITY))


def write_market(root: Path, rows: list[dict[str, str]], sample: bool = False) -> Market:
    market = Market(root)
    write_landing(market, rows, sample)
    write_mentions(market, rows)
    return market


@pytest.fixture
def make_market(tmp_path: Path) -> Callable[..., Market]:
    """Return a function that writes the hand-written market, or the rows given, into a fresh workspace."""

    def make(rows: list[dict[str, str]] | None = None, *, sample: bool = False, name: str = "workspace") -> Market:
        return write_market(tmp_path / name, read_market() if rows is None else rows, sample)

    return make


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Market:
    """The hand-written market, built once."""
    market = write_market(tmp_path_factory.mktemp("market"), read_market())
    market.build()
    return market


@pytest.fixture
def con(built: Market) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse of the hand-written market."""
    with open_published(built.warehouse) as connection:
        yield connection
