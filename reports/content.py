"""What stands on a page, apart from how it is set: the same parts are rendered as HTML and as Markdown.

A page (page.py) is a list of parts, a part is a heading with blocks, and a block is one of the classes below; templates
choose the form of a block by its `kind`. Every text is plain: the template that sets it escapes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

Mark = tuple[float, float, float]
"""lo, share and hi of a small picture of an interval, 0..1."""


@dataclass(frozen=True)
class Column:
    """One column: its key in texts.yml, its heading, and whether it holds figures (set right-aligned)."""

    key: str
    heading: str
    numeric: bool


@dataclass(frozen=True)
class Line:
    """One row: its cells as text (the first names it), greyed when suppressed; href leads to its page."""

    cells: tuple[str, ...]
    muted: bool = False
    mark: Mark | None = None
    href: str = ""


@dataclass(frozen=True)
class Table:
    """A table with the words that introduce it; every line has as many cells as there are columns.

    pictured: a small picture of the interval stands after the column "share". folded: behind its caption, to be opened.
    """

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    pictured: bool = False
    folded: bool = False


@dataclass(frozen=True)
class Tables:
    """Small tables that may stand side by side."""

    kind: ClassVar[str] = "tables"
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Card:
    """A chart as it is published; the svg texts are ready to stand in the page, the png travels alone."""

    kind: ClassVar[str] = "chart"
    name: str
    heading: str
    lead: str
    title: str
    subtitle: str
    caption: str
    description: str
    table: Table
    svg_wide: str
    svg_narrow: str
    png: bytes


@dataclass(frozen=True)
class PanelRow:
    """One row of a panel: what it is, its value in words, its interval, and the share that it is compared with."""

    label: str
    value: str
    mark: Mark | None = None
    reference: float | None = None
    muted: bool = False
    href: str = ""


@dataclass(frozen=True)
class Panel:
    """One of several small charts that share a scale."""

    title: str
    subtitle: str
    rows: tuple[PanelRow, ...]
    href: str = ""


@dataclass(frozen=True)
class Panels:
    """Small multiples: panels with the same rows on one scale, whose right end is `top` (0..1)."""

    kind: ClassVar[str] = "panels"
    caption: str
    note: str
    top: float
    panels: tuple[Panel, ...]
    reference: str = ""


@dataclass(frozen=True)
class Sentences:
    """Findings or remarks: numbered when they are the answer, quiet when they are notes, a warning when stale."""

    kind: ClassVar[str] = "sentences"
    lines: tuple[str, ...]
    style: str = "note"


@dataclass(frozen=True)
class Terms:
    """Words with their explanations."""

    kind: ClassVar[str] = "terms"
    entries: Sequence[dict[str, str]]


@dataclass(frozen=True)
class Heading:
    """A heading inside a part, with the words under it."""

    kind: ClassVar[str] = "heading"
    title: str
    lead: str = ""


@dataclass(frozen=True)
class Quote:
    """A few words of a posting, split around what was found in them, and where they stand."""

    before: str
    found: str
    after: str
    source: str
    url: str


@dataclass(frozen=True)
class Quotes:
    """Evidence from postings."""

    kind: ClassVar[str] = "quotes"
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class TimePoint:
    """One month of a line: x and y in the units of the drawing, hollow where the month was not fully observed."""

    x: float
    y: float
    low: float
    high: float
    partial: bool
    words: str


@dataclass(frozen=True)
class TimeLine:
    """A share by month: the points, the marks of both axes (place, words) and the table behind it."""

    kind: ClassVar[str] = "timeline"
    title: str
    caption: str
    points: tuple[TimePoint, ...]
    stretches: tuple[tuple[TimePoint, ...], ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    table: Table


@dataclass(frozen=True)
class StackPart:
    """One part of a bar that is divided: its name, its share of the bar 0..1, and its words."""

    name: str
    share: float
    words: str


@dataclass(frozen=True)
class Stack:
    """One bar divided into parts."""

    kind: ClassVar[str] = "stack"
    parts: tuple[StackPart, ...]


Block = Card | Table | Tables | Panels | Sentences | Terms | Heading | Quotes | TimeLine | Stack


@dataclass(frozen=True)
class Part:
    """A section of a page: group names its place in the contents."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    lead: str = ""
    group: str = ""
    more: str = ""
    more_href: str = ""
