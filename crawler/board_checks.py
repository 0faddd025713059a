"""What a finished crawl is looked at for: each check turns the facts into sentences, none when all is well."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from skilldemand.crawler.history import DOUBT, READ, History
from skilldemand.crawler.posting import BoardResult
from skilldemand.crawler.registry import Board

ENOUGH = 20
"""Fewer postings or boards make a share that means nothing."""
COVERAGE = {"url": 0.98, "description_text": 0.98, "posted_at": 0.95}
"""Least share of the stored postings that state a field; a field that a source never states is not looked for."""
DEAD_SHARE = 0.1
UNREADABLE_SHARE = 0.05
OLD = timedelta(days=14)
NAMED = 5
"""Boards named in one sentence."""


class Facts(NamedTuple):
    """What the checks look at, of one source and one run."""

    results: list[BoardResult]
    boards: list[Board]
    history: History
    fields: Mapping[str, int]
    """How many stored postings state each field of COVERAGE, and under "postings" how many there are."""
    new_keys: Mapping[str, int]
    """Fields of the answers that the spider neither reads nor knows, with their counts."""
    now: str


def low_yield(facts: Facts) -> list[str]:
    """Report boards, and the source as a whole, far below the median of their last whole listings."""
    doubted = [result.board for result in facts.results if (result.reason or "").startswith(DOUBT)]
    said = [f"{len(doubted)} boards listed under half of the usual and are not believed yet: {_some(doubted)}"]
    warnings = said if doubted else []
    read = [result for result in facts.results if result.status in {"complete", "empty", "partial"}]
    usual = sum(facts.history.usual_yield(result.board) or 0 for result in read)
    listed = sum(result.listed for result in read)
    if usual >= ENOUGH and listed < usual / 2:
        warnings.append(f"listed {listed} postings where {usual:.0f} are usual: the source is failing, not the market")
    return warnings


def below_expectation(facts: Facts) -> list[str]:
    """Report boards with fewer postings than the registry expects of them."""
    expected = {board.slug: board.expect.min_postings for board in facts.boards}
    few = [
        result.board
        for result in facts.results
        if result.status in {"complete", "empty"} and result.listed < expected.get(result.board, 0)
    ]
    return [f"{len(few)} boards list fewer postings than the registry expects: {_some(few)}"] if few else []


def field_coverage(facts: Facts) -> list[str]:
    """Report fields that too few of the stored postings state."""
    count = facts.fields.get("postings", 0)
    if count < ENOUGH:
        return []
    shares = {name: facts.fields.get(name, 0) / count for name in COVERAGE}
    return [
        f"only {share:.0%} of {count} stored postings have {name}, expected {COVERAGE[name]:.0%}"
        for name, share in shares.items()
        if 0 < share < COVERAGE[name] or (share == 0 and name == "description_text")
    ]


def new_keys(facts: Facts) -> list[str]:
    """Report fields that the answers did not have when the spider was written."""
    found = ", ".join(f"{name} ({count})" for name, count in sorted(facts.new_keys.items()))
    return [f"the answers have new fields: {found}"] if found else []


def dead_boards(facts: Facts) -> list[str]:
    """Report too many boards that no longer exist, or several that have been missing three times in a row."""
    dead = [result.board for result in facts.results if result.status == "dead"]
    gone = [board for board in dead if [past.status for past in facts.history.of(board)[-2:]] == ["dead", "dead"]]
    warnings = []
    if len(dead) >= 3 and len(dead) > DEAD_SHARE * len(facts.results):
        warnings.append(f"{len(dead)} of {len(facts.results)} boards are dead: {_some(dead)}")
    if gone:
        warnings.append(f"dead for three runs; move to removed.yml: {_some(gone)}")
    return warnings


def unreadable_rows(facts: Facts) -> list[str]:
    """Report postings that stood on complete boards and could not be read."""
    complete = [result for result in facts.results if result.status == "complete"]
    listed = sum(result.listed for result in complete)
    lost = listed - sum(result.emitted + result.dropped for result in complete)
    if lost >= 3 and lost > UNREADABLE_SHARE * listed:
        return [f"{lost} of {listed} listed postings could not be read"]
    return []


def old_boards(facts: Facts) -> list[str]:
    """Report boards that have not been read to the end for two weeks."""
    limit = datetime.fromisoformat(facts.now) - OLD
    open_now = [result.board for result in facts.results if result.status not in READ]
    seen = {board: facts.history.last_read(board) for board in open_now}
    old = [board for board, moment in seen.items() if moment and datetime.fromisoformat(moment) < limit]
    return [f"{len(old)} boards have not been read to the end for 14 days: {_some(old)}"] if old else []


def failing_boards(facts: Facts) -> list[str]:
    """Report a source of which most boards could not be read."""
    failed = [result for result in facts.results if result.status in {"error", "blocked"}]
    if not failed or len(failed) * 2 < len(facts.results):
        return []
    reason, _ = Counter(result.reason for result in failed).most_common(1)[0]
    return [f"{len(failed)} of {len(facts.results)} boards failed, most often: {reason}"]


CHECKS: tuple[Callable[[Facts], list[str]], ...] = (
    failing_boards, low_yield, below_expectation, field_coverage, new_keys, dead_boards, unreadable_rows, old_boards,
)  # fmt: skip


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(sorted(names)[:NAMED]) + more
