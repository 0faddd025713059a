"""How many requests a source was sent in the present period; counted on disk, so that restarts do not reset it."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from skilldemand.crawler.registry import Quota

LENGTH = {"hour": 13, "day": 10}
"""Characters of an ISO 8601 time that name the period: 2026-11-23T08 or 2026-11-23."""


class QuotaLedger:
    """The counts of one workspace; every request is written before it is sent."""

    def __init__(self, path: Path, clock: Callable[[], str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._db.execute(
            "create table if not exists used(source text, period text, requests integer, primary key (source, period))"
        )

    def take(self, source: str, quota: Quota) -> bool:
        """Count one request; False, and nothing counted, when the period has none left."""
        period = datetime.fromisoformat(self._clock()).isoformat()[: LENGTH[quota.per]]
        self._db.execute("begin immediate")
        row = self._db.execute("select requests from used where source = ? and period = ?", (source, period)).fetchone()
        used = row[0] if row else 0
        if used < quota.requests:
            self._db.execute("insert or replace into used values (?, ?, ?)", (source, period, used + 1))
        self._db.execute("commit")
        return bool(used < quota.requests)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
