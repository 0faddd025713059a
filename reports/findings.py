"""Which sentences the intervals support: leaders, and groups of rows that cannot be told apart."""

from collections.abc import Sequence

from skilldemand.reports.marts import BOUNDS, Row

TECHNOLOGY_KINDS = frozenset({"language", "framework", "library", "platform", "service"})


def publishable(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are not suppressed, without the family row, in their order."""
    return [row for row in rows if row["suppressed_reason"] is None and row.get("skill_id") != "any"]


def family(rows: Sequence[Row]) -> Row | None:
    """Return the row that sums up a family ("any cloud"), or None where there is none."""
    return next((row for row in rows if row.get("skill_id") == "any"), None)


def members(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that some vacancy asks for, without the family row, in their order, suppressed or not.

    What is compared is compared within these: a row that is suppressed for its wide interval may well be first.
    """
    return [row for row in rows if row["k"] and row.get("skill_id") != "any"]


def leader(rows: Sequence[Row]) -> Row | None:
    """Return the first row if the data support calling it first, else None.

    Supported means: it is published, and its whole interval lies above the interval of every other row, suppressed ones
    included. That is stricter than a test of the difference, so a title never claims more than a reader can see.
    """
    tied = tied_with_first(rows)
    if len(tied) != 1 or len(members(rows)) < 2 or tied[0]["suppressed_reason"] is not None:
        return None
    return tied[0]


def tied_with_first(rows: Sequence[Row]) -> list[Row]:
    """Return the rows whose interval reaches the interval of the first one, the first included.

    A row without an interval (one employer has none) can be anywhere, so it is tied with all.
    """
    ranked = members(rows)
    return [row for row in ranked if row is ranked[0] or _reaches(row, ranked[0])]


def _reaches(row: Row, first: Row) -> bool:
    upper, lower = row[BOUNDS][1], first[BOUNDS][0]
    return upper is None or lower is None or upper >= lower


def bands(rows: Sequence[Row]) -> list[int]:
    """Give each row its group: a row joins the group above it unless it lies clearly below the first of that group.

    Clearly below means that its upper bound is under the lower bound of the group's first row. The family row, and rows
    without an interval, stand apart (0).
    """
    numbers: list[int] = []
    head: Row | None = None
    number = 0
    for row in rows:
        if row.get("skill_id") == "any" or row[BOUNDS][0] is None:
            numbers.append(0)
            continue
        if head is None or row[BOUNDS][1] < head[BOUNDS][0]:
            head, number = row, number + 1
        numbers.append(number)
    return numbers


def technologies(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of skills that are products with a name of their own: no concept, no practice."""
    return [row for row in rows if row["kind"] in TECHNOLOGY_KINDS]


def concepts(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of concepts and practices: what has no name of its own."""
    return [row for row in rows if row["kind"] not in TECHNOLOGY_KINDS]


def above(first: Row, second: Row) -> bool:
    """Whether the whole interval of first lies above that of second."""
    return bool(first[BOUNDS][0] is not None and first[BOUNDS][0] > second[BOUNDS][1])


def suppressed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows whose share is not published."""
    return [row for row in rows if row["suppressed_reason"] is not None]
