"""Vacancies opened month by month: a count, so bars from zero; a month the window cuts is drawn hollow."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from skilldemand.reports.charts.style import ACCENT, Lettering, house_style, new_figure

MOST_TICKS = {False: 8, True: 4}


def month_frame(rows: Sequence[Mapping[str, Any]], first: date | None, last: date | None) -> pd.DataFrame:
    """Turn mart rows (month, vacancies) into the frame of month_flow: every month between, empty ones as 0.

    first and last are the window's days; the months they cut are marked partial, because a part of a month must not be
    compared with a whole one.
    """
    found = {row["month"]: row["vacancies"] for row in rows}
    start, end = min(found), max(found)
    whole = pd.date_range(start, end, freq="MS").date
    return pd.DataFrame(
        {
            "label": [f"{month:%b %Y}" for month in whole],
            "vacancies": [found.get(month, 0) for month in whole],
            "partial": [_cut(month, first, last) for month in whole],
        }
    )


def _cut(month: date, first: date | None, last: date | None) -> bool:
    last_day = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return (first is not None and month < first <= last_day) or (last is not None and month <= last < last_day)


def month_flow(frame: pd.DataFrame, *, lettering: Lettering | None = None, narrow: bool = False) -> Figure:
    """Draw one bar a month in the order given. frame: label (text), vacancies (count), partial (bool)."""
    rows = frame.reset_index(drop=True)
    with house_style():
        figure, axes = new_figure(2.1, narrow=narrow, lettering=lettering)
        axes.grid(visible=False, axis="x")
        axes.grid(visible=True, axis="y")
        for position, row in enumerate(rows.to_dict("records")):
            colour, hatch = ("white", "/////") if row["partial"] else (ACCENT, "")
            axes.bar(
                position, row["vacancies"], width=0.8, facecolor=colour, hatch=hatch, edgecolor=ACCENT, linewidth=0.8
            )
        step = max(1, -(-len(rows) // MOST_TICKS[narrow]))
        shown = list(range(0, len(rows), step))
        axes.set_xticks(shown, labels=[str(rows["label"][position]) for position in shown])
        axes.set_xlim(-0.6, max(len(rows), 6) - 0.4)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_ylim(bottom=0)
    return figure
