"""The chart of differences: one row a thing, a dot at its difference, a line over its 95 % interval, around zero."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from skilldemand.reports.charts.dots import LABEL_GAP_PT, MOST_ROWS, NAME_ABOVE, ROW_INCHES, DotKey, draw_key
from skilldemand.reports.charts.style import ACCENT, INK, QUIET, RULE, Lettering, house_style, new_figure

FALLING = "#D55E00"  # Okabe-Ito vermillion; the side of the zero line says the same


def difference_chart(
    frame: pd.DataFrame,
    *,
    unit: str,
    key: DotKey | None = None,
    lettering: Lettering | None = None,
    narrow: bool = False,
) -> Figure:
    """Draw the rows in the order given, the first at the top.

    frame: label (text), difference, lo, hi (numbers in the unit), second (number or null: the hollow mark), value (text
    at the right edge). unit is written after each number of the axis. Raises ValueError for more than 20 rows.
    """
    if len(frame) > MOST_ROWS:
        raise ValueError(f"a chart of differences has at most {MOST_ROWS} rows, got {len(frame)}")
    rows = frame.reset_index(drop=True)
    rows["y"] = [position + (NAME_ABOVE if narrow else 0.0) for position in range(len(rows))]
    with house_style():
        plot_inches = ROW_INCHES[narrow] * max(len(rows), 1) + 0.38 + (0.2 * (2 if narrow else 1) if key else 0.0)
        figure, axes = new_figure(plot_inches, narrow=narrow, lettering=lettering)
        axes.axvline(0.0, color=RULE, linewidth=1.4, zorder=1)
        _marks(axes, rows)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        _limits(axes, rows)
        if not narrow:
            axes.set_yticks(range(len(rows)), labels=list(rows["label"]))
        else:
            axes.set_yticks([])
        if key:
            draw_key(axes, key, narrow=narrow)
        _letters(axes, rows, narrow=narrow)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.4g}{unit}" if value else "0")
    return figure


def _marks(axes: Axes, rows: pd.DataFrame) -> None:
    for row in rows.to_dict("records"):
        colour = ACCENT if row["difference"] >= 0 else FALLING
        axes.plot([row["lo"], row["hi"]], [row["y"]] * 2, color=colour, linewidth=2.4, solid_capstyle="butt", alpha=0.5)
        if not math.isnan(row["second"]):
            axes.plot(
                [row["second"]], [row["y"]], marker="d", markersize=6.5, color=INK, markerfacecolor="white",
                markeredgewidth=1.1, linestyle="none", clip_on=False,
            )  # fmt: skip
        axes.plot([row["difference"]], [row["y"]], marker="o", markersize=6.0, color=colour, linestyle="none")


def _limits(axes: Axes, rows: pd.DataFrame) -> None:
    """Show every interval and zero, with room for the marks at both ends."""
    found = [0.0, *rows["lo"], *rows["hi"], *rows["second"].dropna()]
    room = 0.06 * (max(found) - min(found) or 1.0)
    axes.set_xlim(min(found) - room, max(found) + room)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))


def _letters(axes: Axes, rows: pd.DataFrame, *, narrow: bool) -> None:
    """Write the values as a column at the right edge: beside the plot, on a phone above the mark, after the name."""
    for position, row in enumerate(rows.to_dict("records")):
        height = position - NAME_ABOVE if narrow else row["y"]
        axes.annotate(
            row["value"], (1.0, height), xycoords=axes.get_yaxis_transform(), va="center_baseline",
            xytext=(0 if narrow else LABEL_GAP_PT, 0), textcoords="offset points", ha="right" if narrow else "left",
            color=QUIET, fontsize=9, annotation_clip=False,
        ).set_in_layout(not narrow)  # fmt: skip
        if narrow:
            axes.annotate(
                row["label"], (0.0, height), xycoords=axes.get_yaxis_transform(), va="center_baseline", ha="left",
                xytext=(2, 0), textcoords="offset points", color=INK, fontsize=9, annotation_clip=False,
            ).set_in_layout(False)  # fmt: skip
