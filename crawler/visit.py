"""One visit of one board: what was seen, what failed, and the one status it ends with."""

from collections import Counter
from dataclasses import dataclass, field

from skilldemand.crawler.posting import BoardResult, BoardStatus
from skilldemand.crawler.registry import Board

AS_USUAL = "as usual for a feed, which shows only a part of its postings: nothing is closed by absence"
AS_USUAL_OF_THREADS = "as usual for threads: a post stays in the thread of its month, and nothing is closed by absence"
NOTHING = "the feed shows no posting at all"
READ_TO_THE_END = frozenset({AS_USUAL, AS_USUAL_OF_THREADS, NOTHING})
"""Reasons of partial visits that answered all they were asked, so that a resumed run need not try again."""


@dataclass
class Visit:
    """The running account of a board within a run; `result` turns it into the record that is stored.

    The status follows the first rule of the sources' contract: only a listing known to be whole is `complete`,
    because only absence from a whole listing may ever close a posting.
    """

    source: str
    board: Board
    run_id: str
    started_at: str
    outstanding: int = 0
    """Requests sent whose answer has not been handled."""
    listed: int = 0
    """Distinct postings on the listing."""
    rows: int = 0
    """Rows on the listing, unreadable ones and repetitions on one page included: what a source's own total counts."""
    emitted: int = 0
    dropped: int = 0
    http: Counter[int] = field(default_factory=Counter)
    seen_ids: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    """What went wrong with the listing; any entry keeps the visit from being complete."""
    bad_rows: Counter[str] = field(default_factory=Counter)
    """Single postings left out, by reason; they stay listed, so nothing is closed wrongly."""
    never_error: bool = False
    verdict: BoardStatus | None = None
    """Set when an answer settles the status at once: unchanged, dead or blocked."""
    verdict_reason: str | None = None
    validators: dict[str, str] = field(default_factory=dict)
    """ETag and Last-Modified of the listing, stored only when the visit ends complete and its files stand."""

    def settle(self, status: BoardStatus, reason: str | None = None) -> None:
        """Fix the status by an answer that leaves no doubt; the first one wins."""
        if self.verdict is None:
            self.verdict, self.verdict_reason = status, reason

    def fail(self, reason: str) -> None:
        """Note that a part of the listing is missing."""
        if reason not in self.failures:
            self.failures.append(reason)

    def keep_partial(self, reason: str) -> None:
        """Note why the visit cannot be whole although no answer was wrong: it is partial, never an error."""
        self.fail(reason)
        self.never_error = True

    def status(self) -> tuple[BoardStatus, str | None]:
        """Return status and reason as the visit stands now."""
        if self.failures:
            reason = "; ".join(self.failures)
            if self.verdict == "blocked":
                return "blocked", reason
            return ("partial" if self.listed or self.never_error else "error"), reason
        if self.verdict is not None:
            return self.verdict, self.verdict_reason
        if not self.listed:
            return "empty", None
        return "complete", self._left_out()

    def _left_out(self) -> str | None:
        if not self.bad_rows:
            return None
        return "rows left out: " + ", ".join(f"{reason} ({count})" for reason, count in sorted(self.bad_rows.items()))

    def result(self, ended_at: str) -> BoardResult:
        """Return the record of the visit."""
        status, reason = self.status()
        return BoardResult(
            run_id=self.run_id,
            source=self.source,
            board=self.board.slug,
            status=status,
            reason=reason,
            listed=self.listed,
            emitted=self.emitted,
            dropped=self.dropped,
            http={str(code): count for code, count in sorted(self.http.items())},
            started_at=self.started_at,
            ended_at=ended_at,
        )
