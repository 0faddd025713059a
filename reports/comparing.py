"""Compare two written reports: what changed in method first, then what moved beyond its interval.

Interval of a difference: R. G. Newcombe, Statistics in Medicine 17 (1998) 873, method 10, on the two clustered Wilson
intervals that the reports publish. It takes the two samples as independent; where they share vacancies the true
interval is narrower, so that nothing is called moved that did not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Any

from skilldemand.reports.comparison_input import WrittenReport
from skilldemand.reports.method_changes import COMPARED, Change, method_changes

FALSE_DISCOVERIES = 0.10
"""Share of false ones that is accepted among the skills said to have moved (Benjamini and Hochberg 1995)."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Move:
    """The difference of one share, b less a, with its 95 % interval; q is the p value after correction for all rows."""

    table: str
    id: str
    name: str
    a: float
    b: float
    difference: float
    lo: float
    hi: float
    q: float
    rank_a: tuple[int | None, int | None]
    rank_b: tuple[int | None, int | None]

    @property
    def beyond(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.lo > 0 or self.hi < 0


@dataclass(frozen=True)
class Absence:
    """A row that is published in one report only; reason is why the other does not have it."""

    table: str
    id: str
    name: str
    share: float
    reason: str


@dataclass(frozen=True)
class Comparison:
    """What two reports say about each other. moves, entered and left are empty across a break, unless asked for."""

    a: Mapping[str, Any]
    b: Mapping[str, Any]
    changes: Sequence[Change]
    overlap_days: int
    same_postings: bool
    moves: Sequence[Move]
    entered: Sequence[Absence]
    left: Sequence[Absence]

    @property
    def comparable(self) -> bool:
        """Whether no change of method stands between the numbers."""
        return not any(change.breaks for change in self.changes)


def compare(a: WrittenReport, b: WrittenReport, *, across_break: bool = False) -> Comparison:
    """Compare the older report a with the newer b.

    moves holds every row that both publish, the most changed first; where a change of method stands between the two,
    only with across_break.
    """
    changes = method_changes(a, b)
    wanted = across_break or not any(change.breaks for change in changes)
    moves: list[Move] = []
    entered: list[Absence] = []
    left: list[Absence] = []
    for table in COMPARED if wanted else ():
        before, after = (_rows(report, table) for report in (a, b))
        moves += [_move(table, key, before[key], after[key]) for key in before if _both(key, before, after)]
        entered += _absent(table, after, before)
        left += _absent(table, before, after)
    return Comparison(
        a=a.identity,
        b=b.identity,
        changes=changes,
        overlap_days=_overlap(a, b),
        same_postings=a.postings_sum is not None and a.postings_sum == b.postings_sum,
        moves=sorted(_corrected(moves), key=lambda move: (-abs(move.difference), move.table, move.id)),
        entered=entered,
        left=left,
    )


def difference_interval(a: Row, b: Row) -> tuple[float, float]:
    """Return the 95 % interval of b's share less a's, from the share, lo and hi of each."""
    difference = b["share"] - a["share"]
    down = sqrt((b["share"] - b["lo"]) ** 2 + (a["hi"] - a["share"]) ** 2)
    up = sqrt((b["hi"] - b["share"]) ** 2 + (a["share"] - a["lo"]) ** 2)
    return difference - down, difference + up


def _rows(report: WrittenReport, table: str) -> dict[str, Row]:
    """Return the rows of a table by their id; of the two families only the row that sums up."""
    rows = report.tables.get(table, [])
    family = table in {"framework_demand", "cloud_demand"}
    return {
        str(row.get("skill_id", row.get("section"))): row for row in rows if not family or row.get("skill_id") == "any"
    }


def _both(key: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> bool:
    return all(
        key in rows and rows[key]["share"] is not None and rows[key]["lo"] is not None for rows in (before, after)
    )


def _name(row: Row) -> str:
    return str(row.get("name") or row.get("title"))


def _move(table: str, key: str, a: Row, b: Row) -> Move:
    lo, hi = difference_interval(a, b)
    return Move(
        table=table,
        id=key,
        name=_name(b),
        a=a["share"],
        b=b["share"],
        difference=b["share"] - a["share"],
        lo=lo,
        hi=hi,
        q=_p_value(a, b),
        rank_a=(a.get("rank_lo"), a.get("rank_hi")),
        rank_b=(b.get("rank_lo"), b.get("rank_hi")),
    )


def _p_value(a: Row, b: Row) -> float:
    """Return the two-sided p value of no difference, from the half widths of the two intervals."""
    spread = sqrt(sum(((row["hi"] - row["lo"]) / (2 * 1.959963984540054)) ** 2 for row in (a, b)))
    return 1.0 if spread == 0 else erfc(abs(b["share"] - a["share"]) / spread / sqrt(2))


def _corrected(moves: Sequence[Move]) -> list[Move]:
    """Turn the p values into q values: Benjamini and Hochberg over all rows compared."""
    ordered = sorted(moves, key=lambda move: move.q)
    found: list[Move] = []
    least = 1.0
    for place in range(len(ordered), 0, -1):
        move = ordered[place - 1]
        least = min(least, move.q * len(ordered) / place)
        found.append(Move(**{**vars(move), "q": least}))
    return found


def _absent(table: str, there: Mapping[str, Row], other: Mapping[str, Row]) -> list[Absence]:
    """Return the rows published in `there` and not in `other`, most asked first."""
    found = [
        Absence(
            table=table,
            id=key,
            name=_name(row),
            share=row["share"],
            reason=str(other[key]["suppressed_reason"]) if key in other else "not in the list of skills",
        )
        for key, row in there.items()
        if row["share"] is not None and (key not in other or other[key]["share"] is None)
    ]
    return sorted(found, key=lambda absence: (-absence.share, absence.id))


def _overlap(a: WrittenReport, b: WrittenReport) -> int:
    """Return the days that both windows cover; 0 where one of them is not known."""
    if a.window is None or b.window is None:
        return 0
    start, end = max(a.window[0], b.window[0]), min(a.window[1], b.window[1])
    return max(0, (end - start).days + 1)
