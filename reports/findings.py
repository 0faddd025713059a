"""Which sentences the intervals support: leaders, and groups of rows that cannot be told apart."""

from collections.abc import Sequence

from skilldemand.reports.marts import Row


def publishable(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are not suppressed, without the family row, in their order."""
    return [row for row in rows if row["suppressed_reason"] is None and row.get("skill_id") != "any"]


def family(rows: Sequence[Row]) -> Row | None:
    """Return the row that sums up a family ("any cloud"), or None where there is none."""
    return next((row for row in rows if row.get("skill_id") == "any"), None)


def leader(rows: Sequence[Row]) -> Row | None:
    """Return the first row if the data support calling it first, else None.

    Supported means: its whole interval lies above the interval of every other publishable row. That is stricter than a
    test of the difference, so a title never claims more than a reader can see in the chart.
    """
    ranked = publishable(rows)
    if len(ranked) < 2:
        return None
    first = ranked[0]
    return first if all(first["lo"] > other["hi"] for other in ranked[1:]) else None


def bands(rows: Sequence[Row]) -> list[int]:
    """Give each row its group: a row joins the group above it unless it lies clearly below the first of that group.

    Clearly below means that its upper bound is under the lower bound of the group's first row. Suppressed rows and the
    family row stand apart.
    """
    numbers: list[int] = []
    head: Row | None = None
    number = 0
    for row in rows:
        if row.get("skill_id") == "any" or row["suppressed_reason"] is not None:
            numbers.append(0)
            continue
        if head is None or row["hi"] < head["lo"]:
            head, number = row, number + 1
        numbers.append(number)
    return numbers


def by_id(rows: Sequence[Row], skill_id: str) -> Row | None:
    """Return the row of one skill, or None."""
    return next((row for row in rows if row["skill_id"] == skill_id), None)


def suppressed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows whose share is not published."""
    return [row for row in rows if row["suppressed_reason"] is not None]
