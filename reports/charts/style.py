"""The look that all charts share: colours, sizes, lettering drawn into a picture, and how a Figure is saved."""

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito (2008), Color Universal Design: told apart with every common form of colour blindness.
ACCENT = "#0072B2"
SECOND = "#56B4E9"
INK = "#1d2125"
QUIET = "#5b6067"
GREYED = "#767676"  # 4.54 : 1 on white, the lightest grey that still passes as text
BAND = "#f4f2ec"
PALE = "#d5d2ca"
RULE = "#c9c5bc"  # the zero line and the axes

WIDE_INCHES = 7.0
NARROW_INCHES = 3.4  # 326 CSS pixels: a 360-pixel phone without its margins, so that 9 pt stays 9 pt
LINE_INCHES = 0.17


@dataclass(frozen=True)
class Lettering:
    """Words drawn into a picture that travels alone (PNG); a chart on the page has them as HTML around it."""

    title: str
    subtitle: str
    caption: str


@contextmanager
def house_style() -> Iterator[None]:
    """Use market.mplstyle inside the block and leave the global rcParams as they were."""
    with as_file(files("skilldemand.reports.charts") / "market.mplstyle") as path, matplotlib.style.context(path):
        yield


def new_figure(plot_inches: float, *, narrow: bool, lettering: Lettering | None) -> tuple[Figure, Axes]:
    """Return a figure whose plot is plot_inches high, with room for the lettering above and below it."""
    width = NARROW_INCHES if narrow else WIDE_INCHES
    head, foot = _wrapped(lettering, width) if lettering else ([], [])
    head_inches = 0.16 + LINE_INCHES * 1.15 * len(head) if head else 0.0
    foot_inches = 0.1 + LINE_INCHES * 0.95 * len(foot) if foot else 0.0
    height = plot_inches + head_inches + foot_inches
    figure = Figure(figsize=(width, height), layout="constrained")
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.set(rect=(0.0, foot_inches / height, 1.0, plot_inches / height))  # type: ignore[call-arg]
    for number, (line, weight, colour, size) in enumerate(head):
        below_title = 0.04 if weight == "normal" else 0.0
        y = 1.0 - (0.06 + below_title + LINE_INCHES * 1.15 * number) / height
        _letter(figure, y, line, weight=weight, colour=colour, size=size)
    for number, line in enumerate(foot):
        y = (foot_inches - 0.08 - LINE_INCHES * 0.95 * number) / height
        _letter(figure, y, line, weight="normal", colour=QUIET, size=9.0)
    return figure, figure.subplots()


def _wrapped(lettering: Lettering, width: float) -> tuple[list[tuple[str, str, str, float]], list[str]]:
    """Break the words into lines; DejaVu Sans is about 0.6 em wide, bold 0.68 em."""
    title = textwrap.wrap(lettering.title, int(width * 72 / (12 * 0.68)))
    subtitle = textwrap.wrap(lettering.subtitle, int(width * 72 / (9.5 * 0.58)))
    caption = textwrap.wrap(lettering.caption, int(width * 72 / (9 * 0.56)))
    head = [(line, "bold", INK, 12.0) for line in title] + [(line, "normal", QUIET, 9.5) for line in subtitle]
    return head, caption


def _letter(figure: Figure, y: float, line: str, *, weight: str, colour: str, size: float) -> None:
    text = figure.text(0.012, y, line, va="top", ha="left", fontweight=weight, color=colour, fontsize=size)
    text.set_in_layout(False)


def svg_text(figure: Figure) -> str:
    """Return the figure as SVG text; the same figure gives the same text (fixed hash salt, no date)."""
    buffer = io.BytesIO()
    with house_style():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue().decode("utf-8")


def png_bytes(figure: Figure) -> bytes:
    """Return the figure as PNG at 150 dots an inch, without the software and date fields."""
    buffer = io.BytesIO()
    with house_style():
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()
