"""What a run of one source must remember between runs: validators of listings, and which text of a posting is stored.

Everything new is kept aside under the run's id and becomes the state only by `apply`, after the landing files of the
run stand. A killed run therefore changes nothing: the next run asks again and stores again.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from skilldemand.crawler.landing import COMPLETE
from skilldemand.crawler.quotas import QuotaLedger
from skilldemand.crawler.reading import Workers
from skilldemand.crawler.registry import Board, Policy
from skilldemand.crawler.robots_memory import RobotsMemory
from skilldemand.crawler.visit import Visit

SCHEMA = """
create table if not exists validator(
    source text, board text, name text, value text, stored_at text, primary key (source, board, name));
create table if not exists stored(
    posting_key text primary key, board_key text, content_hash text, read_at text, missed_at text) without rowid;
create index if not exists stored_board on stored(board_key);
create table if not exists pending_validator(
    run_id text, source text, board text, name text, value text, stored_at text,
    primary key (run_id, source, board, name));
create table if not exists pending_missed(
    run_id text, source text, posting_key text, missed_at text, closed integer, primary key (run_id, posting_key));
create table if not exists pending_stored(
    run_id text, posting_key text, board_key text, content_hash text, read_at text, primary key (run_id, posting_key));
"""
# A listing that offers only Last-Modified is asked for in full once a day: peers saw it lie after that (contract 1.3).
TRUST_LAST_MODIFIED = timedelta(hours=24)
# Details are fetched again after two weeks, so that silent edits are not missed for ever (contract 5).
DETAIL_AGE = timedelta(days=14)
# A posting is closed by two complete listings without it, at least a day apart (design 3).
CLOSING_GAP = timedelta(hours=24)


def open_state(path: Path) -> sqlite3.Connection:
    """Return the state file, made when it is not there; one connection serves all sources of a process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=30)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=normal")
    db.executescript(SCHEMA)
    return db


class RunState:
    """The memory of one source during one run."""

    def __init__(
        self,
        db: sqlite3.Connection,
        *,
        source: str,
        policy: Policy,
        boards: list[Board],
        run_id: str,
        clock: Callable[[], str],
        quotas: QuotaLedger | None = None,
        landing: Path | None = None,
        workers: Workers | None = None,
        sample: bool = False,
        months: int = 2,
    ) -> None:
        self.source = source
        self.policy = policy
        self.boards = boards
        self.run_id = run_id
        self.clock = clock
        self.now = clock()
        self.quotas = quotas
        self.workers = workers
        self.sample = sample
        self.months = months
        self._details: Counter[str] = Counter()
        self._db = db
        self.robots = RobotsMemory(db, clock)
        self._recover(landing)

    def conditional_headers(self, board: Board) -> dict[str, str]:
        """Return the headers that ask for the board's listing only if it changed since it was last applied.

        None when a posting was missing on that listing: only a second whole listing can close it.
        """
        if self._has_missed(board):
            return {}
        rows = self._db.execute(
            "select name, value, stored_at from validator where source = ? and board = ?", (self.source, board.slug)
        ).fetchall()
        kept = {name: (value, stored_at) for name, value, stored_at in rows}
        headers = {}
        if "ETag" in kept:
            headers["If-None-Match"] = kept["ETag"][0]
        if "Last-Modified" in kept:
            value, stored_at = kept["Last-Modified"]
            if "ETag" in kept or self._age(stored_at) < TRUST_LAST_MODIFIED:
                headers["If-Modified-Since"] = value
        return headers

    def _has_missed(self, board: Board) -> bool:
        query = "select 1 from stored where board_key = ? and missed_at is not null limit 1"
        return self._db.execute(query, (f"{self.source}:{board.slug}",)).fetchone() is not None

    def stored_hashes(self, board: str) -> dict[str, str]:
        """Return {posting_key: content_hash} of the texts that are stored for a board."""
        rows = self._db.execute(
            "select posting_key, content_hash from stored where board_key = ?", (f"{self.source}:{board}",)
        )
        return dict(rows.fetchall())

    def is_fresh(self, posting_key: str) -> bool:
        """Return whether the posting's detail is stored and young enough not to be fetched again."""
        row = self._db.execute("select read_at from stored where posting_key = ?", (posting_key,)).fetchone()
        return row is not None and self._age(row[0]) < DETAIL_AGE

    def is_stored(self, posting_key: str) -> bool:
        """Return whether a text of the posting is stored, however old."""
        return self._db.execute("select 1 from stored where posting_key = ?", (posting_key,)).fetchone() is not None

    def detail_budget(self, board: Board, allowed: int) -> bool:
        """Take one detail from the board's budget; False when it is used up."""
        self._details[board.slug] += 1
        return self._details[board.slug] <= allowed

    def note_stored(self, posting_key: str, board: str, content_hash: str) -> None:
        """Keep aside that this text of the posting is in the landing files of the run."""
        self._db.execute(
            "insert or replace into pending_stored values (?, ?, ?, ?, ?)",
            (self.run_id, posting_key, f"{self.source}:{board}", content_hash, self.now),
        )

    def note_visit(self, visit: Visit) -> None:
        """Keep aside the validators of a visit that ended complete or empty."""
        self._db.commit()
        if visit.status()[0] not in {"complete", "empty"}:
            return
        for name, value in visit.validators.items():
            self._db.execute(
                "insert or replace into pending_validator values (?, ?, ?, ?, ?, ?)",
                (self.run_id, self.source, visit.board.slug, name, value, self.now),
            )

    def sweep(self, visit: Visit, seen: set[str]) -> int:
        """Note which stored postings a whole listing no longer has; return how many are closed by that.

        Only a complete or empty visit says anything about absence; a posting seen in any visit is alive. The times are
        those of the visits, as in the warehouse: a long run reaches a board hours after it began.
        """
        whole = visit.status()[0] in {"complete", "empty"}
        rows = self._db.execute(
            "select posting_key, missed_at from stored where board_key = ?", (f"{self.source}:{visit.board.slug}",)
        ).fetchall()
        noted: list[tuple[str, str, str, str | None, int]] = []
        for key, missed_at in rows:
            if key in seen:
                if missed_at is not None:
                    noted.append((self.run_id, self.source, key, None, 0))
            elif whole and missed_at is None:
                noted.append((self.run_id, self.source, key, visit.started_at, 0))
            elif whole and datetime.fromisoformat(visit.started_at) - datetime.fromisoformat(missed_at) >= CLOSING_GAP:
                noted.append((self.run_id, self.source, key, missed_at, 1))
        self._db.executemany("insert or replace into pending_missed values (?, ?, ?, ?, ?)", noted)
        return sum(closed for *_, closed in noted)

    def keep_aside(self) -> None:
        """Put what was kept aside on the disk; call it before the landing files are published."""
        self._db.commit()

    def apply(self, run_id: str | None = None) -> None:
        """Make what was kept aside the state; call it only when the landing files of the run stand.

        `run_id` names an earlier run that was killed between its files and its state.
        """
        db, applied = self._db, run_id or self.run_id
        db.execute(
            "insert or replace into validator select source, board, name, value, stored_at "
            "from pending_validator where run_id = ? and source = ?",
            (applied, self.source),
        )
        db.execute(
            "insert or replace into stored select posting_key, board_key, content_hash, read_at, null "
            "from pending_stored where run_id = ? and board_key like ?",
            (applied, f"{self.source}:%"),
        )
        run = (applied, self.source)
        db.execute(
            "delete from stored where posting_key in "
            "(select posting_key from pending_missed where run_id = ? and source = ? and closed = 1)",
            run,
        )
        db.execute(
            "update stored set missed_at = p.missed_at from pending_missed p "
            "where p.posting_key = stored.posting_key and p.run_id = ? and p.source = ?",
            run,
        )
        self._forget_pending()

    def _recover(self, landing: Path | None) -> None:
        """Apply what a killed run had published, forget what it had not."""
        pending = "select run_id from pending_stored where board_key like ? union "
        pending += "select run_id from pending_validator where source = ? union "
        pending += "select run_id from pending_missed where source = ?"
        for (run_id,) in self._db.execute(pending, (f"{self.source}:%", self.source, self.source)).fetchall():
            if landing is not None and (landing / self.source / run_id / COMPLETE).exists():
                self.apply(run_id)
        self._forget_pending()

    def _forget_pending(self) -> None:
        self._db.execute("delete from pending_validator where source = ?", (self.source,))
        self._db.execute("delete from pending_stored where board_key like ?", (f"{self.source}:%",))
        self._db.execute("delete from pending_missed where source = ?", (self.source,))
        self._db.commit()

    def _age(self, moment: str) -> timedelta:
        return datetime.fromisoformat(self.now) - datetime.fromisoformat(moment)
