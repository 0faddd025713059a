"""One card a chart: its words, its picture at three sizes and the table behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from skilldemand.reports.charts.style import Lettering, png_bytes, svg_text
from skilldemand.reports.content import Card, Table
from skilldemand.reports.findings import publishable
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import share_with_interval
from skilldemand.reports.svg import inline_svg
from skilldemand.reports.texts import say
from skilldemand.reports.wording import rows_of

MOST_NAMED = 3


@dataclass(frozen=True)
class Words:
    """What is said around a chart; name makes the ids of its picture unique on the page and names its file."""

    name: str
    title: str
    subtitle: str
    caption: str
    description: str
    lead: str = ""


def drawn(market: Market, words: Words, draw: Callable[..., Figure], table: Table) -> Card:
    """Draw at page width, phone width and, with its words inside, as a picture that travels alone."""
    sample = say("sample.caption") if market.sample else ""
    wide, narrow = (
        inline_svg(
            svg_text(draw(narrow=size == "narrow")),
            prefix=f"{words.name}-{size}",
            title=words.title,
            description=words.description,
            css_class=f"plot {size}",
        )
        for size in ("wide", "narrow")
    )
    lettering = Lettering(words.title, words.subtitle, f"{sample} {words.caption}".strip())
    return Card(
        name=words.name,
        heading=say(f"{words.name}.heading"),
        lead=words.lead,
        title=words.title,
        subtitle=words.subtitle,
        caption=words.caption,
        description=words.description,
        table=table,
        svg_wide=wide,
        svg_narrow=narrow,
        png=png_bytes(draw(lettering=lettering)),
    )


def description(rows: Sequence[Row], label: str = "name") -> str:
    """Say in words what a dot chart shows, for those who do not see it."""
    first = "; ".join(f"{row[label]} {share_with_interval(row)}" for row in publishable(rows)[:MOST_NAMED])
    return say("chart.description", rows=rows_of(rows), first=first)
