"""Boards that flap, die, return, truncate and answer 304, and what is true of every posting on them.

The world decides each day what stands on a board and how the board answers, and writes only what a crawler would have
written of it. What must stand in the warehouse is worked out from the world, visit by visit, by `expected`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from skilldemand.crawler.landing import LandingWriter
from skilldemand.crawler.posting import BoardResult, BoardStatus, Posting, Sighting, content_hash

BEGIN = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
FAULTS: tuple[BoardStatus, ...] = ("error", "blocked", "partial", "partial", "dead")
WHOLE = ("complete", "empty")
FEED = "remotive"


@dataclass
class Job:
    """One advertised job and the days on which its employer advertises it."""

    key: str
    posted: date | None
    text: int = 0
    landed: int | None = None
    standing: bool = True


@dataclass(frozen=True)
class Visit:
    """What one visit found: `shown` are the keys the answer lists, or repeats by answering 304."""

    at: datetime
    status: BoardStatus
    shown: frozenset[str]
    run_id: str
    true_keys: frozenset[str]


@dataclass
class Board:
    """A board with its own habits; `off_until` while it is switched off."""

    source: str
    slug: str
    validators: bool
    jobs: dict[str, Job] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    off_until: int = -1
    flap_until: int = -1

    @property
    def standing(self) -> frozenset[str]:
        return frozenset(key for key, job in self.jobs.items() if job.standing)


class World:
    """All boards; `run(day)` lets a day pass and visits every board once."""

    def __init__(self, seed: int, step: timedelta = DAY) -> None:
        self.random = random.Random(seed)
        self.step = step
        self.boards = [Board("greenhouse", f"b{n}", n % 2 == 0) for n in range(14)]
        self.boards += [Board(FEED, f"f{n}", validators=False) for n in range(2)]
        for board in self.boards:
            for _ in range(self.random.randrange(0, 8)):
                self._advertise(board, BEGIN)

    def _advertise(self, board: Board, at: datetime) -> None:
        key = f"{board.source}:{board.slug}:{len(board.jobs)}"
        age = self.random.choice((None, None, 0, 1, 40))
        board.jobs[key] = Job(key, None if age is None else (at - age * DAY).date())

    def _live(self, board: Board, number: int, at: datetime) -> None:
        """Let employers open, close, re-open and edit."""
        for job in board.jobs.values():
            chance = self.random.random()
            job.standing = chance > 0.07 if job.standing else chance < 0.05
            job.text += self.random.random() < 0.05
        if self.random.random() < 0.3:
            self._advertise(board, at)
        if board.off_until < number and self.random.random() < 0.02:
            board.off_until = number + self.random.choice((10, 14, 99))
        if board.flap_until < number and self.random.random() < 0.06:
            board.flap_until = number + self.random.choice((1, 2, 5))

    def _answer(self, board: Board, number: int) -> tuple[BoardStatus, frozenset[str]]:
        if board.off_until >= number:
            return "dead", frozenset()
        standing = board.standing
        if board.flap_until >= number and (fault := self.random.choice((*FAULTS, None))):
            listed = frozenset(key for key in sorted(standing) if self.random.random() < 0.5)
            return fault, listed if fault == "partial" else frozenset()
        if board.source == FEED:
            return "partial", frozenset(sorted(standing)[-4:])
        whole = [visit for visit in board.visits if visit.status in WHOLE]
        if board.validators and whole and whole[-1].shown == standing and self.random.random() < 0.8:
            return "unchanged", standing
        if standing and self.random.random() < 0.02 and board.visits and board.visits[-1].shown == standing:
            return "empty", frozenset()  # a glitch: the listing came back empty once
        return ("complete" if standing else "empty"), standing

    def run(self, landing: Path, number: int) -> None:
        """Let one step of time pass and write the runs of all sources."""
        late = timedelta(minutes=self.random.randrange(-90, 90))
        at = BEGIN + number * self.step + late
        run_id = f"run-{number:02}"
        for source in sorted({board.source for board in self.boards}):
            with LandingWriter(landing, source, run_id) as writer:
                for board in self.boards:
                    if board.source == source:
                        self._live(board, number, at)
                        self._visit(writer, board, number, at, run_id)

    def _visit(self, writer: LandingWriter, board: Board, number: int, at: datetime, run_id: str) -> None:
        status, shown = self._answer(board, number)
        off = board.off_until >= number
        true_keys = frozenset() if off else board.standing
        board.visits.append(Visit(at, status, shown, run_id, true_keys))
        when = at.isoformat()
        for key in sorted(shown if status != "unchanged" else ()):
            job = board.jobs[key]
            record = _posting(board, job, when, run_id)
            writer.write_sighting(
                Sighting(posting_key=key, board=board.slug, content_hash=record.content_hash, seen_at=when)
            )
            if job.landed != job.text:
                job.landed = job.text
                writer.write_posting(record)
        listed = len(shown) if status != "unchanged" else 0
        writer.write_board(
            BoardResult(
                run_id=run_id, source=board.source, board=board.slug, status=status, listed=listed, emitted=listed,
                started_at=when, ended_at=when,
            )
        )  # fmt: skip


def _posting(board: Board, job: Job, when: str, run_id: str) -> Posting:
    title, company = f"ML Engineer {job.key}", f"{board.source} {board.slug}"
    text = f"{job.key} as of edit {job.text}"
    native_id = f"{board.slug}-{job.key.rpartition(':')[2]}"  # such ids are unique over all boards of a service
    return Posting(
        posting_key=job.key, source=board.source, board=board.slug, native_id=native_id, title=title,
        company=company, description_text=text, posted_at=job.posted.isoformat() if job.posted else None,
        content_hash=content_hash(title, company, text), seen_at=when, run_id=run_id,
    )  # fmt: skip


@dataclass
class Life:
    """One spell of one posting, as the warehouse must tell it."""

    opened: date
    last_seen: datetime
    reopened: int = 0
    missed: datetime | None = None
    closed: date | None = None
    confirmed: date | None = None
    closed_by: str | None = None

    def close(self, since: datetime, at: datetime, why: str) -> None:
        self.closed, self.confirmed, self.closed_by = since.date(), at.date(), why
        self.missed = since


def lives(board: Board, key: str) -> list[Life]:
    """Return the spells of a posting by walking the visits of its board one after the other."""
    told: list[Life] = []
    dead: list[datetime] = []
    watched = any(visit.status in WHOLE for visit in board.visits)
    for visit in board.visits:
        dead = [*dead, visit.at] if visit.status == "dead" else []
        life = told[-1] if told else None
        if key in visit.shown:
            _seen(told, board.jobs[key].posted, visit.at)
        elif life and not life.closed:
            if visit.status in WHOLE:
                if life.missed is None:
                    life.missed = visit.at
                elif visit.at - life.missed >= DAY:
                    life.close(life.missed, visit.at, "missed")
            elif watched and len(dead) >= 3 and dead[-1] - dead[0] >= 7 * DAY:
                life.close(min(life.missed or dead[0], dead[0]), visit.at, "board dead")
    return told


def _seen(told: list[Life], posted: date | None, at: datetime) -> None:
    if not told:
        told.append(Life(min(posted or at.date(), at.date()), at))
        return
    life = told[-1]
    if life.closed and at.date() - life.last_seen.date() > 60 * DAY:
        told.append(Life(at.date(), at))
        return
    if life.closed:
        life.reopened += 1
    life.last_seen, life.missed = at, None
    life.closed = life.confirmed = life.closed_by = None


def _state(life: Life, latest: datetime) -> str:
    if life.closed:
        return "closed"
    if life.last_seen < latest - 60 * DAY:
        return "stale"
    return "missing" if life.missed else "open"


def expected(world: World) -> Iterator[tuple[object, ...]]:
    """Yield the rows of core.posting_spell, as the world knows them."""
    latest = max(visit.at for board in world.boards for visit in board.visits)
    for board in world.boards:
        for key in board.jobs:
            for number, life in enumerate(lives(board, key), start=1):
                missed = life.missed.date() if life.missed else None
                yield (key, number, life.opened, life.last_seen.date(), life.reopened, missed, life.closed,
                       life.confirmed, life.closed_by, _state(life, latest))  # fmt: skip
