"""The dot-and-interval chart: one row a thing, a dot at its share, a line over its 95 % interval."""

import math
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from skilldemand.reports.charts.style import ACCENT, BAND, GREYED, INK, QUIET, RULE, Lettering, house_style, new_figure

MOST_ROWS = 20  # more rows are a table, not a chart
ROW_INCHES = {False: 0.265, True: 0.42}  # on a phone the name stands above its mark, so a row is two lines high
NAME_ABOVE = 0.22  # in rows: how far the name of a narrow chart stands above the row's middle, and the mark below it
LABEL_GAP_PT = 7.0


@dataclass(frozen=True)
class DotKey:
    """What the two marks mean, drawn above the plot; only charts with a second mark need it."""

    first: str
    second: str


def dot_chart(
    frame: pd.DataFrame, *, key: DotKey | None = None, lettering: Lettering | None = None, narrow: bool = False
) -> Figure:
    """Draw the rows in the order given, the first at the top.

    frame: label (text), share, lo, hi (0..1, null where suppressed; lo and hi also where one employer gives no
    interval), value (text right of the interval, or the reason why the row is suppressed), suppressed (bool), band
    (int: rows of one number share a background), family (bool: a row that sums up others), second (0..1 or null: the
    hollow mark).
    Raises ValueError for more than 20 rows.
    """
    if len(frame) > MOST_ROWS:
        raise ValueError(f"a dot chart has at most {MOST_ROWS} rows, got {len(frame)}: give the rest as a table")
    rows = frame.reset_index(drop=True)
    rows["end"] = rows["hi"].fillna(rows["share"])  # the vacancies of one employer have a share and no interval
    rows["y"] = [position + (NAME_ABOVE if narrow else 0.0) for position in range(len(rows))]
    with house_style():
        plot_inches = ROW_INCHES[narrow] * max(len(rows), 1) + 0.38 + (0.2 * (2 if narrow else 1) if key else 0.0)
        figure, axes = new_figure(plot_inches, narrow=narrow, lettering=lettering)
        _bands(axes, rows)
        _marks(axes, rows)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        names_above(axes, rows) if narrow else _names_beside(axes, rows)
        _value_axis(axes, rows)
        if key:
            draw_key(axes, key, narrow=narrow)
        _values(figure, axes, rows)
        ticks = [] if rows["suppressed"].all() else _ticks(axes.get_xlim()[1])
        axes.set_xticks(ticks, labels=[f"{tick * 100:.4g} %" for tick in ticks])
    return figure


def _bands(axes: Axes, rows: pd.DataFrame) -> None:
    for position, band in enumerate(rows["band"]):
        if band % 2:
            axes.axhspan(position - 0.5, position + 0.5, color=BAND, linewidth=0, zorder=0)


def _marks(axes: Axes, rows: pd.DataFrame) -> None:
    for row in rows.to_dict("records"):
        if row["suppressed"]:
            continue
        axes.plot(
            [row["lo"], row["hi"]], [row["y"], row["y"]], color=ACCENT, linewidth=2.4, solid_capstyle="butt", alpha=0.5
        )
        if not math.isnan(row["second"]):
            axes.plot(
                [row["second"]], [row["y"]], marker="d", markersize=6.5, color=INK, markerfacecolor="white",
                markeredgewidth=1.1, linestyle="none", clip_on=False,
            )  # fmt: skip
        marker = "D" if row["family"] else "o"
        axes.plot(
            [row["share"]], [row["y"]], marker=marker, markersize=6.0, color=ACCENT, linestyle="none", clip_on=False
        )


def _names_beside(axes: Axes, rows: pd.DataFrame) -> None:
    axes.set_yticks(range(len(rows)), labels=list(rows["label"]))
    for tick, row in zip(axes.get_yticklabels(), rows.to_dict("records"), strict=True):
        tick.set_color(GREYED if row["suppressed"] else INK)
        tick.set_fontweight("bold" if row["family"] else "normal")


def names_above(axes: Axes, rows: pd.DataFrame) -> None:
    """Write each row's label above its mark, from the axis on; used where a chart has the width of a phone."""
    axes.set_yticks([])
    for position, row in enumerate(rows.to_dict("records")):
        text = axes.annotate(
            row["label"], (0.0, position - NAME_ABOVE), xytext=(4, 0), textcoords="offset points", va="center_baseline",
            ha="left", color=GREYED if row.get("suppressed") else INK, fontsize=9,
            fontweight="bold" if row.get("family") else "normal", annotation_clip=False,
        )  # fmt: skip
        text.set_in_layout(False)


def _value_axis(axes: Axes, rows: pd.DataFrame) -> None:
    axes.set_xlim(0.0, max(0.01, float(rows["end"].max()) if rows["end"].notna().any() else 0.1))
    axes.axvline(0.0, color=RULE, linewidth=1.2, zorder=1)


def _ticks(right: float) -> list[float]:
    """Choose at most six ticks, none above 100 %: the axis may be longer, to make room for the longest value."""
    found = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(0.0, min(1.0, right))
    return [float(tick) for tick in found if 0.0 <= tick <= min(1.0, right) + 1e-9]


def draw_key(axes: Axes, key: DotKey, *, narrow: bool) -> None:
    """Say above the plot what the filled and the hollow mark mean."""
    dot = axes.plot([], [], marker="o", markersize=7, color=ACCENT, linestyle="none", label=key.first)[0]
    hollow = axes.plot(
        [], [], marker="d", markersize=6.5, color=INK, markerfacecolor="white", linestyle="none", label=key.second
    )[0]
    axes.legend(
        handles=[dot, hollow], loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=1 if narrow else 2,
        borderpad=0.0, handletextpad=0.1, columnspacing=1.4, borderaxespad=0.4,
    )  # fmt: skip


def _values(figure: Figure, axes: Axes, rows: pd.DataFrame) -> None:
    """Write each value right of its interval, and widen the axis until the longest one fits inside the plot."""
    figure.draw_without_rendering()
    gap = LABEL_GAP_PT * figure.dpi / 72
    plot_width = axes.get_window_extent().width
    right = float(axes.get_xlim()[1])
    for row in rows.to_dict("records"):
        end = 0.0 if row["suppressed"] else max(row["end"], 0.0 if math.isnan(row["second"]) else row["second"])
        text = axes.annotate(
            row["value"], (end, row["y"]), xytext=(LABEL_GAP_PT, 0), textcoords="offset points", va="center_baseline",
            ha="left", color=GREYED if row["suppressed"] else QUIET, fontsize=9,
            fontstyle="italic" if row["suppressed"] else "normal", annotation_clip=False,
        )  # fmt: skip
        text.set_in_layout(False)
        free = plot_width - gap - text.get_window_extent().width
        if free > 0 and not row["suppressed"]:
            right = max(right, end * plot_width / free)
    axes.set_xlim(0.0, right)
