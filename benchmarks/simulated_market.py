"""A market of which the truth is known: openings with copies, decoys and lifetimes, as crawler and reader see it.

`write_market` writes landing and mention files and returns which opening each posting advertises.
"""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from skilldemand.crawler.landing import LandingWriter
from skilldemand.crawler.posting import BoardResult, Posting, Sighting, content_hash

BEGIN = datetime(2026, 1, 1, 6, tzinfo=UTC)
DAYS, BEFORE = 150, 120
"""Days of crawling, and days before them in which openings were advertised already."""
MEDIAN_DAYS = 30.0
TITLES = (
    "Machine Learning Engineer",
    "MLOps Engineer",
    "AI Engineer",
    "Applied Scientist",
    "Data Scientist",
    "NLP Engineer",
)
PLACES = ("Paris, France", "Lyon, France", "Berlin, Germany", "Madrid, Spain", "Austin, TX", "Boston, MA", "Remote")
WORDS = tuple(
    f"{first}{last}"
    for first in ("model", "data", "train", "serve", "plan", "team", "scale", "learn", "code", "ship")
    for last in ("ing", "er", "ed", "able", "ful", "ment", "ly", "ness", "ship", "work", "wise", "able")
)
VERSION = {"taxonomy_version": "t1", "matcher_version": "m1"}


@dataclass
class Opening:
    """One job: its employer, and the days between which it is advertised."""

    number: int
    employer: int
    title: str
    place: str
    first_day: int
    last_day: int
    lines: list[str]
    years: int


def _line(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(14, 24))).capitalize() + "."


def openings(rng: random.Random, count: int, employers: int) -> list[Opening]:
    """Draw openings; a fifth of them are decoys, written from the text of an earlier opening of the same employer."""
    voice = [[_line(rng) for _ in range(3)] for _ in range(employers)]
    made: list[Opening] = []
    for number in range(count):
        employer = (
            min(int(rng.paretovariate(0.9)) - 1, employers - 1) if rng.random() < 0.5 else rng.randrange(employers)
        )
        life = max(1, round(rng.expovariate(0.6931 / MEDIAN_DAYS)))
        first = rng.randrange(-BEFORE, DAYS)
        own = [_line(rng) for _ in range(9)]
        title, place, years = rng.choice(TITLES), rng.choice(PLACES), rng.choice((1, 2, 3, 5, 8))
        earlier = [opening for opening in made[-400:] if opening.employer == employer]
        if earlier and rng.random() < 0.4:
            model = rng.choice(earlier)
            title, place, own = model.title, model.place, [*model.lines[3:7], *own[:5]]
            if rng.random() < 0.3 and model.years != years:
                own = model.lines[3:]
        made.append(Opening(number, employer, title, place, first, first + life, [*voice[employer], *own], years))
    return made


@dataclass
class Copy:
    """One advertisement of an opening: where it stands, under whose name, and how it is worded."""

    source: str
    board: str
    native_id: str
    company: str
    url: str
    title: str
    place: str
    text: str
    opening: Opening
    shift: int


def _text(opening: Opening, lead: str = "") -> str:
    asks = f"You bring {opening.years} years of experience with Python and machine learning."
    return "\n".join([*([lead] if lead else []), *opening.lines, asks])


def _reworded(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for place in rng.sample(range(len(words)), 3):
        words[place] = rng.choice(WORDS)
    return " ".join(words)


def copies(rng: random.Random, opening: Opening) -> list[Copy]:
    """Return the original on its employer's board and what others make of it."""
    company, board = f"Employer {opening.employer} Works Ltd", f"employer-{opening.employer}"
    native = str(4_000_000 + opening.number)
    page = f"https://boards.greenhouse.io/{board}/jobs/{native}"

    def make(key: str, name: str, text: str, url: str = "", place: str = opening.place) -> Copy:
        source, where = ("greenhouse", board) if name == company else ("remotive", "feed")
        return Copy(source, where, key, name, url, opening.title, place, text, opening, rng.randint(0, 9))

    made = [make(native, company, _text(opening), page)]
    made[0].shift = 0
    if rng.random() < 0.25:
        made.append(make(f"{native}7", company, _text(opening)))
    if rng.random() < 0.2:
        made.append(make(f"{native}8", company, _reworded(rng, _text(opening))))
    if rng.random() < 0.15:
        agency = f"Agency {rng.randrange(12)} Recruitment"
        lead = (
            f"{agency} is looking for somebody on behalf of our client, a leader of its field. Apply through us today."
        )
        city = opening.place.split(",")[0]
        made.append(make(f"a{native}", agency, _text(opening, lead), place=city))
    if rng.random() < 0.15:
        target = page.replace(":", "%3A").replace("/", "%2F")
        url = f"https://jobs.example.org/out?to={target}&from=list"
        made.append(make(f"b{native}", "", "A short note on the job. " + opening.lines[4], url))
    return made


def _record(copy: Copy, at: datetime, run_id: str) -> Posting:
    posted = BEGIN + timedelta(days=copy.opening.first_day + copy.shift)
    company = copy.company or None
    return Posting(
        posting_key=f"{copy.source}:{copy.board}:{copy.native_id}", source=copy.source, board=copy.board,
        native_id=copy.native_id, url=copy.url or None, title=copy.title, company=company, description_text=copy.text,
        location_raw=copy.place, posted_at=posted.date().isoformat(),
        content_hash=content_hash(copy.title, company, copy.text), seen_at=at.isoformat(), run_id=run_id,
    )  # fmt: skip


def _visit(landing: Path, source: str, day: int, copies_of: dict[str, list[Copy]], landed: set[str]) -> None:
    at, run_id = BEGIN + timedelta(days=day), f"run-{day:03}"
    status = "complete" if source == "greenhouse" else "partial"
    with LandingWriter(landing, source, run_id) as writer:
        for board, here in copies_of.items():
            for copy in here:
                record = _record(copy, at, run_id)
                writer.write_sighting(
                    Sighting(posting_key=record.posting_key, board=board, content_hash=record.content_hash,
                             seen_at=at.isoformat())
                )  # fmt: skip
                if record.posting_key not in landed:
                    landed.add(record.posting_key)
                    writer.write_posting(record)
            writer.write_board(
                BoardResult(run_id=run_id, source=source, board=board, status=status, listed=len(here),
                            emitted=len(here), started_at=at.isoformat(), ended_at=at.isoformat())
            )  # fmt: skip


def _write_mentions(folder: Path, made: list[Copy]) -> None:
    folder.joinpath("attributes").mkdir(parents=True)
    texts = {content_hash(copy.title, copy.company or None, copy.text): copy for copy in made}
    attributes = [
        {**VERSION, "text_hash": key, "role": "ml-engineer", "seniority": "unstated",
         "years_min": float(copy.opening.years) if "You bring" in copy.text else None, "workplace": "unstated",
         "salary_min": None, "salary_max": None, "salary_currency": None, "salary_period": None, "education": None,
         "language": "en", "text_chars": len(copy.text)}
        for key, copy in texts.items()
    ]  # fmt: skip
    mentions = [
        {**VERSION, "text_hash": key, "skill_id": "python", "start": start, "end": start + 6, "surface": "Python",
         "section": "requirements", "strength": "required", "requirement": None, "any_of": False, "rule": "alias",
         "counts": True, "reason": None, "years": None}
        for key, copy in texts.items()
        if (start := copy.text.find("Python")) >= 0
    ]  # fmt: skip
    nothing = {"requirement": pa.int32(), "reason": pa.string(), "years": pa.float64(), "salary_min": pa.float64(),
               "salary_max": pa.float64(), "salary_currency": pa.string(), "salary_period": pa.string(),
               "education": pa.string()}  # fmt: skip
    for rows, path in ((mentions, folder / "part-0.parquet"), (attributes, folder / "attributes" / "part-0.parquet")):
        table = pa.Table.from_pylist(rows)
        for name, kind in nothing.items():
            if name in table.column_names:
                table = table.set_column(table.column_names.index(name), name, table[name].cast(kind))
        pq.write_table(table, path)
    skill = {
        "id": "python",
        "name": "Python",
        "section": "programming",
        "section_title": "Programming",
        "section_order": 1,
        "kind": "language",
        "catalogue": "tool",
        "parents": [],
        "status": "active",
    }
    (folder / "skills.jsonl").write_text(json.dumps(skill) + "\n")


def write_market(root: Path, seed: int, count: int = 1500, employers: int = 150, every: int = 2) -> dict[str, int]:
    """Write `landing` and `mentions/t1-m1` below `root` and return the number of the opening of each posting_key.

    Every board is visited each `every` days; what never stood on a visit is in neither.
    """
    rng = random.Random(seed)
    made = [copy for opening in openings(rng, count, employers) for copy in copies(rng, opening)]
    landed: set[str] = set()
    for day in range(0, DAYS, every):
        for source in ("greenhouse", "remotive"):
            here: dict[str, list[Copy]] = {copy.board: [] for copy in made if copy.source == source}
            for copy in made:
                if copy.source == source and copy.opening.first_day + copy.shift <= day < copy.opening.last_day:
                    here[copy.board].append(copy)
            _visit(root / "landing", source, day, here, landed)
    keys = {f"{copy.source}:{copy.board}:{copy.native_id}": copy for copy in made}
    _write_mentions(root / "mentions" / "t1-m1", [keys[key] for key in sorted(landed)])
    return {key: keys[key].opening.number for key in landed}
