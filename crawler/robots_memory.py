"""robots.txt of each host as it was last read, kept for a day and across runs (RFC 9309, 2.4)."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

SCHEMA = "create table if not exists robots(origin text primary key, text text, read_at text)"
LONGEST_TRUST = timedelta(hours=24)


class RobotsMemory:
    """What hosts said; only answers are kept, so a host that could not be reached is asked again in the next run."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], str]) -> None:
        self._db = db
        self._clock = clock
        db.execute(SCHEMA)

    def text_of(self, origin: str) -> str | None:
        """Return the rules that were read less than a day ago ("" where the host has none), None when there are none.

        `origin` is scheme and host, such as https://example.com.
        """
        row = self._db.execute("select text, read_at from robots where origin = ?", (origin,)).fetchone()
        if row is None:
            return None
        age = datetime.fromisoformat(self._clock()) - datetime.fromisoformat(row[1])
        return str(row[0]) if timedelta(0) <= age < LONGEST_TRUST else None

    def keep(self, origin: str, text: str) -> None:
        """Note what the host answered just now."""
        self._db.execute("insert or replace into robots values (?, ?, ?)", (origin, text, self._clock()))
