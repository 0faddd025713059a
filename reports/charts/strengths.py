"""How firmly a skill is asked for: stacked counts of vacancies, from zero."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from skilldemand.reports.charts.dots import NAME_ABOVE, names_above
from skilldemand.reports.charts.style import ACCENT, INK, PALE, SECOND, Lettering, house_style, new_figure

# Lightness falls from left to right, so the order can be read without colour; every part carries its number.
PARTS = (("required", ACCENT, "white"), ("preferred", SECOND, INK), ("duty", PALE, INK))
ROW_INCHES = {False: 0.3, True: 0.46}
HEIGHT = {False: 0.72, True: 0.46}


def strength_split(
    frame: pd.DataFrame, *, names: dict[str, str], lettering: Lettering | None = None, narrow: bool = False
) -> Figure:
    """Draw one bar a skill, the first row at the top.

    frame: label (text), required, preferred, duty (vacancies whose strongest mention is of that strength).
    names: what the three parts are called in the key.
    """
    rows = frame.reset_index(drop=True)
    rows["y"] = [position + (NAME_ABOVE if narrow else 0.0) for position in range(len(rows))]
    with house_style():
        plot_inches = ROW_INCHES[narrow] * max(len(rows), 1) + (1.0 if narrow else 0.68)
        figure, axes = new_figure(plot_inches, narrow=narrow, lettering=lettering)
        left = pd.Series(0.0, index=rows.index)
        for part, colour, _ in PARTS:
            axes.barh(rows["y"], rows[part], left=left, color=colour, height=HEIGHT[narrow], label=names[part])
            left = left + rows[part]
        axes.set_ylim(len(rows) - 0.5, -0.5)
        if narrow:
            names_above(axes, rows)
        else:
            axes.set_yticks(rows["y"], labels=list(rows["label"]))
        axes.set_xlim(0.0, max(1.0, float(left.max()) * 1.02))
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.legend(
            loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=1 if narrow else 3, borderpad=0.0, borderaxespad=0.4,
            handlelength=1.0, handleheight=1.0, columnspacing=1.4,
        )  # fmt: skip
        _numbers(figure, axes, rows)
    return figure


def _numbers(figure: Figure, axes: Axes, rows: pd.DataFrame) -> None:
    """Write the count into each part that is wide enough for it; the data table beside the chart has them all."""
    figure.draw_without_rendering()
    pixels = axes.get_window_extent().width / float(axes.get_xlim()[1])
    for row in rows.to_dict("records"):
        left = 0.0
        for part, _, colour in PARTS:
            count = float(row[part])
            text = axes.text(
                left + count / 2, row["y"], f"{count:,.0f}", ha="center", va="center_baseline",
                color=colour, fontsize=9,
            )  # fmt: skip
            text.set_in_layout(False)
            if text.get_window_extent().width + 3 > count * pixels:
                text.remove()
            left += count
