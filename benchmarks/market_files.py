"""A made-up market of any size as the files that crawler and reader write: landing runs and parts of mentions.

Nothing in it is real. A fixed seed a run makes the same size give the same records. Postings come from three imported
files (40 %) and from crawls of three kinds of boards, ten days apart; 8 % are copies of others, the employers' sizes
follow Zipf's law with exponent 0.6 (the largest has 1 %), and a text has 12 mentions in 1,200 characters: the density
that the reader finds in real postings, one in 99 characters.
"""

import gzip
import itertools
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from market_reading import JOBS, LEVELS, Text, attributes, mentions

from skilldemand.crawler.posting import content_hash
from skilldemand.nlp.batch import CHUNK
from skilldemand.nlp.tables import skill_rows
from skilldemand.nlp.taxonomy import load_taxonomy

IMPORTS, CRAWLS = 3, 8
SOURCES = ("ashby", "greenhouse", "lever")
BEGIN = datetime(2026, 6, 1, 4, tzinfo=UTC)
STEP = timedelta(days=10)
COPIES = 0.08

_AREAS = [f"{a} {b}" for a in ("Core", "Applied", "Edge", "Retail", "Health", "Mobile", "Cloud", "Search", "Energy")
          for b in ("Ranking", "Vision", "Speech", "Growth", "Risk", "Pricing", "Platform", "Ads", "Robotics",
                    "Forecasting", "Language", "Safety", "Payments", "Logistics", "Maps", "Insights")]  # fmt: skip
_PLACES = ("London, United Kingdom", "Berlin, Germany", "Paris, France", "New York, NY", "San Francisco, CA",
           "Seattle, WA", "Toronto, Canada", "Bengaluru, India", "Singapore", "Remote, US", "Warsaw, Poland",
           "Madrid, Spain", "Austin, TX", "Boston, MA", "Amsterdam, Netherlands", "Zurich, Switzerland")  # fmt: skip
_FORMS = ("Inc.", "GmbH", "Ltd", "LLC", "AG", "")
_WORDS = ("team", "builds", "ships", "reviews", "measures", "plans", "writes", "learns", "grows", "owns", "shares",
          "models", "systems", "users", "partners", "data", "quality", "results", "launches", "fixes", "tests",
          "monitors", "scales", "designs", "explains", "supports", "guides", "clients", "products")  # fmt: skip
_SENTENCES, _IN_TEXT = 20_000, 10
_MONEY = (("USD", 90_000), ("EUR", 60_000), ("GBP", 55_000))


@dataclass
class Board:
    """Postings that a source has shown so far, for the sightings of later crawls."""

    keys: list[str] = field(default_factory=list)
    boards: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    until: list[int] = field(default_factory=list)


class MarketFiles:
    """Writes `postings` postings under `root`: the runs of landing/, then mentions/bench; `more()` adds one crawl."""

    def __init__(self, root: Path, postings: int) -> None:
        self.landing, self.mentions = root / "landing", root / "mentions" / "bench"
        self.postings = postings
        self.employers = max(60, postings // 12)
        self.board_count = max(20, postings // 300)
        rng = np.random.default_rng(1)
        words = np.array(_WORDS, dtype=object)
        self._pool = [
            " ".join(row).capitalize() + "." for row in words[rng.integers(0, len(words), (_SENTENCES, 19))].tolist()
        ]
        self._shown = {source: Board() for source in SOURCES}
        self._unread: list[Text] = []
        self._latest = ""
        self._part = 0
        skills = skill_rows(load_taxonomy())
        self._skills = np.array([row["id"] for row in skills], dtype=object)
        self._rows = skills
        weight = 1 / np.arange(2, len(skills) + 2)
        self._weight = weight / weight.sum()

    def write(self) -> None:
        """Write everything anew."""
        for folder in (self.landing, self.mentions):
            shutil.rmtree(folder, ignore_errors=True)
        (self.mentions / "attributes").mkdir(parents=True)
        (self.mentions / "skills.jsonl").write_text("".join(json.dumps(row) + "\n" for row in self._rows))
        each = int(self.postings * 0.4 / IMPORTS)
        for number in range(IMPORTS):
            self._run("import", f"file-{number}", number, count=each, crawl=0)
        each = int(self.postings * 0.6 / CRAWLS / len(SOURCES))
        for crawl, (place, source) in itertools.product(range(CRAWLS), enumerate(SOURCES)):
            self._run(source, f"run-{crawl:03}", 100 + 10 * crawl + place, count=each, crawl=crawl)
        self._read(last=True)

    def more(self, share: float, boards: float = 1.0) -> None:
        """Add one crawl with `share` of the postings as new ones, of the first `boards` of the boards."""
        crawl, each = CRAWLS, int(self.postings * share / len(SOURCES))
        for place, source in enumerate(SOURCES):
            self._run(source, f"run-{crawl:03}", 100 + 10 * crawl + place, count=each, crawl=crawl, boards=boards)
        self._read(last=True)

    def _run(self, source: str, run: str, seed: int, *, count: int, crawl: int, boards: float = 1.0) -> None:
        at = BEGIN + crawl * STEP if source != "import" else BEGIN - STEP
        seen = at.isoformat().replace("+00:00", "Z")
        folder = self.landing / source / run
        folder.mkdir(parents=True)
        visited = self._boards(source, boards)
        lines, sightings = [], []
        with gzip.open(folder / "postings.jsonl.gz", "wb", compresslevel=1) as file:
            for record, life in self._records(source, seed, count=count, at=at, visited=visited):
                record.update(seen_at=seen, run_id=run)
                lines.append(json.dumps(record, separators=(",", ":")))
                sightings.append((record["posting_key"], record["board"], record["content_hash"]))
                self._remember(source, record, crawl + life)
                if len(lines) == 2000:
                    file.write(("\n".join(lines) + "\n").encode())
                    lines.clear()
                    self._read(last=False)
            file.write("".join(line + "\n" for line in lines).encode())
        if source != "import":
            sightings += self._standing(source, crawl, set(visited), count)
        with gzip.open(folder / "sightings.jsonl.gz", "wb", compresslevel=1) as file:
            file.writelines(
                f'{{"posting_key":"{k}","board":"{b}","content_hash":"{h}","seen_at":"{seen}"}}\n'.encode()
                for k, b, h in sightings
            )
        with gzip.open(folder / "boards.jsonl.gz", "wb") as file:
            result = {"run_id": run, "source": source, "status": "complete", "listed": 1, "emitted": 1, "dropped": 0,
                      "started_at": seen, "ended_at": seen, "schema_version": 1}  # fmt: skip
            file.writelines((json.dumps({**result, "board": board}) + "\n").encode() for board in visited)

    def _boards(self, source: str, share: float) -> list[str]:
        if source == "import":
            return [f"origin-{number}" for number in range(12)]
        return [f"company-{n}" for n in range(int(np.ceil(self.board_count * share)))]

    def _remember(self, source: str, record: dict[str, Any], until: int) -> None:
        if source != "import":
            shown = self._shown[source]
            shown.keys.append(record["posting_key"])
            shown.boards.append(record["board"])
            shown.hashes.append(record["content_hash"])
            shown.until.append(until)

    def _standing(self, source: str, crawl: int, visited: set[str], fresh: int) -> Iterator[tuple[str, str, str]]:
        shown = self._shown[source]
        old = len(shown.keys) - fresh
        for key, board, digest, until in zip(shown.keys[:old], shown.boards, shown.hashes, shown.until, strict=False):
            if until >= crawl and board in visited:
                yield key, board, digest

    def _records(
        self, source: str, seed: int, *, count: int, at: datetime, visited: list[str]
    ) -> Iterator[tuple[dict[str, Any], int]]:
        """Yield `count` landing records without seen_at and run_id, each with the crawls it will stand through."""
        rng, jobs = np.random.default_rng(seed), list(JOBS)
        ranks = (rng.random(count) ** 2.5 * (self.employers if source == "import" else len(visited))).astype(int)
        sentences = rng.integers(0, _SENTENCES, (count, _IN_TEXT))
        draw = rng.integers(0, 1 << 30, (count, 6))
        copy = rng.random(count) < COPIES
        lives = rng.geometric(0.4, count)
        days = rng.integers(0, 700 if source == "import" else 9, count)
        before: tuple[int, str, list[int]] = (0, "", [])
        for i in range(count):
            level, job, area, place, pay, near = draw[i].tolist()
            rank, title = int(ranks[i]), f"{LEVELS[level % 6]}{jobs[job % 10]}, {_AREAS[area % len(_AREAS)]}"
            chosen = sentences[i].tolist()
            if copy[i] and i:
                rank, title, chosen = before[0], before[1], [*before[2]]
                if near % 3 == 0:
                    chosen[near % _IN_TEXT] = near % _SENTENCES
            before = (rank, title, chosen)
            company = f"Company {rank} {_FORMS[rank % 6]}".strip()
            text = "\n".join([self._pool[n] for n in chosen] + self._about(rank))
            board = f"origin-{i % 12}" if source == "import" else visited[rank % len(visited)]
            currency, base = _MONEY[place % 3]
            salary = [{"raw": "", "min": base, "max": base + pay % 60_000, "currency": currency, "period": "year"}]
            posted = (at - timedelta(days=int(days[i]))).date().isoformat()
            digest = content_hash(title, company, text)
            if digest != self._latest:
                self._latest = digest
                self._unread.append((digest, title, len(text)))
            yield {
                "posting_key": f"{source}:{board}:{seed}{i:07}", "source": source, "board": board,
                "native_id": f"{seed}{i:07}", "url": f"https://jobs.example/{source}/{seed}{i:07}", "title": title,
                "company": company, "description_text": text, "location_raw": _PLACES[place % len(_PLACES)],
                "salary": salary if pay % 4 == 0 else [], "posted_at": posted, "posted_at_basis": "stated",
                "content_hash": digest, "sample": False, "schema_version": 1,
            }, int(lives[i])  # fmt: skip

    def _about(self, rank: int) -> list[str]:
        """Return the two paragraphs that an employer repeats in every posting."""
        return [self._pool[rank * 7 % _SENTENCES], self._pool[(rank * 13 + 1) % _SENTENCES]] if rank % 5 < 2 else []

    def _read(self, *, last: bool) -> None:
        """Write the reader's parts of the texts made so far; the last one may be smaller."""
        while len(self._unread) >= CHUNK or (last and self._unread):
            texts, self._unread = self._unread[:CHUNK], self._unread[CHUNK:]
            self._part += 1
            rng = np.random.default_rng([7, self._part])
            name = f"part-{self._part:06}.parquet"
            pq.write_table(mentions(rng, texts, self._skills, self._weight), self.mentions / name, compression="zstd")
            pq.write_table(attributes(rng, texts), self.mentions / "attributes" / name, compression="zstd")
