"""What earlier runs saw on the boards of a source, and whether a listing now is believable beside it."""

from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from skilldemand.crawler.landing import complete_runs, read_boards
from skilldemand.crawler.posting import BoardResult

RUNS = 10
"""Runs that are looked back at."""
TYPICAL_OF = 7
"""Whole listings whose median is the usual yield of a board."""
LEAST = 10
"""Boards that usually list fewer postings change too much for a doubt."""
SHARE = 0.5
"""A listing of less than this share of the usual yield is doubted."""
PATIENCE = timedelta(hours=72)
"""A low yield that lasted this long is believed: the employer has closed them."""
DOUBT = "doubted"
READ = frozenset({"complete", "empty", "unchanged"})


class History:
    """Earlier results of one source, by board, the oldest first."""

    def __init__(self, landing: Path, source: str) -> None:
        self._results: dict[str, list[BoardResult]] = {}
        for run in complete_runs(landing, source)[-RUNS:]:
            for result in read_boards(run):
                self._results.setdefault(result.board, []).append(result)

    def of(self, board: str) -> list[BoardResult]:
        """Return what earlier runs said of a board."""
        return self._results.get(board, [])

    def usual_yield(self, board: str) -> float | None:
        """Return the median of the last whole listings of a board; None when there was none."""
        listed = [result.listed for result in self.of(board) if result.status in {"complete", "empty"}]
        return median(listed[-TYPICAL_OF:]) if listed else None

    def doubt(self, board: str, listed: int, now: str) -> str | None:
        """Return why a whole listing of so few postings is not believed yet; None when it is plausible.

        A service that silently gives less must not look like falling demand. A low yield that has been doubted
        for 72 hours is taken as true.
        """
        usual = self.usual_yield(board)
        if usual is None or usual < LEAST or listed >= usual * SHARE:
            return None
        since = self._doubted_since(board)
        if since is not None and datetime.fromisoformat(now) - datetime.fromisoformat(since) >= PATIENCE:
            return None
        return f"{DOUBT}: listed {listed} where {usual:.0f} are usual; believed when it lasts 72 hours"

    def last_read(self, board: str) -> str | None:
        """Return when the board was last read whole or found unchanged."""
        return max((result.ended_at for result in self.of(board) if result.status in READ), default=None)

    def _doubted_since(self, board: str) -> str | None:
        since = None
        for result in reversed(self.of(board)):
            if not (result.reason or "").startswith(DOUBT):
                break
            since = result.started_at
        return since
