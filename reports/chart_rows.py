"""From mart rows to the frames that the charts draw: which rows, in which words."""

from collections.abc import Sequence

import pandas as pd

from skilldemand.reports.charts.dots import MOST_ROWS
from skilldemand.reports.findings import bands, family, members, suppressed
from skilldemand.reports.marts import Row
from skilldemand.reports.numbers import share_with_interval

MOST_SUPPRESSED = 5  # greyed rows in one chart; the others are in its table, and the caption counts them


def charted(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Choose the rows of a dot chart, and say how many suppressed rows are left to the table.

    The family row and the most-asked rows, suppressed ones in their place, so that absence does not look like zero; of
    the suppressed rows below the last published one no more than MOST_SUPPRESSED.
    """
    total = family(rows)
    head = [total] if total else []
    ranked = members(rows)[: MOST_ROWS - len(head)]
    tail = next((place for place, row in enumerate(reversed(ranked)) if row["suppressed_reason"] is None), len(ranked))
    shown = ranked[: len(ranked) - max(0, tail - MOST_SUPPRESSED)]
    left_out = len(suppressed(members(rows))) - len(suppressed(shown))
    return [*head, *shown], left_out


def dot_rows(rows: Sequence[Row], *, label: str = "name", any_name: str = "") -> pd.DataFrame:
    """Turn mart rows into the frame that charts.dots.dot_chart draws."""
    frame = pd.DataFrame(
        {
            "label": [any_name if row.get("skill_id") == "any" else row[label] for row in rows],
            "value": [row["suppressed_reason"] or share_with_interval(row) for row in rows],
            "suppressed": [row["suppressed_reason"] is not None for row in rows],
            "band": bands(rows),
            "family": [row.get("skill_id") == "any" for row in rows],
        }
    )
    for column, source in (("share", "share"), ("lo", "lo"), ("hi", "hi"), ("second", "sole_share")):
        frame[column] = pd.Series([row.get(source) for row in rows], dtype="float64")
    frame.loc[frame["family"], "second"] = float("nan")
    return frame


def strength_rows(rows: Sequence[Row]) -> pd.DataFrame:
    """Turn publishable mart rows into the frame of charts.strengths.strength_split: counts by strongest wording."""
    frame = pd.DataFrame({"label": [row["name"] for row in rows]})
    for part in ("required", "preferred", "duty"):
        frame[part] = [round(row[f"{part}_share"] * row["n"]) for row in rows]
    return frame
