"""One card a chart: its words, its picture at three sizes and the table behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.figure import Figure

from skilldemand.reports.chart_rows import charted, dot_rows, strength_rows
from skilldemand.reports.charts import months, sections, strengths
from skilldemand.reports.charts.dots import MOST_ROWS, DotKey
from skilldemand.reports.charts.style import Lettering, png_bytes, svg_text
from skilldemand.reports.findings import family, leader, publishable, suppressed, technologies, tied_with_first
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent, share_with_interval
from skilldemand.reports.summary import names_in_words, read_of
from skilldemand.reports.svg import inline_svg
from skilldemand.reports.tables import Table, demand_table, family_table, month_table, section_table, strength_table
from skilldemand.reports.texts import say
from skilldemand.reports.wording import caption, scope

MOST_TIED = 3
STRENGTH_ROWS = 12
MOST_MONTHS = 36  # three years: one more and the bars of a phone are thinner than the gaps


@dataclass(frozen=True)
class Card:
    """A chart as it is published; the svg texts are ready to stand in the page.

    name is that of its mart, but for technology_demand, which is a part of skill_demand.
    """

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
class _Words:
    name: str
    title: str
    subtitle: str
    caption: str
    description: str
    lead: str


def cards(market: Market) -> list[Card]:
    """Return the charts of the report in the order in which they are shown; a mart without rows gives no chart."""
    if market.empty:
        return []
    found = [
        _ranking(market, "skill_demand", market.skills),
        _ranking(market, "technology_demand", technologies(market.skills)),
        _family(market, "framework_demand"),
        _family(market, "cloud_demand"),
        _sections(market),
        _strengths(market),
        _months(market),
    ]
    return [card for card in found if card]


def _drawn(market: Market, words: _Words, draw: Callable[..., Figure], table: Table) -> Card:
    """Draw at page width, phone width and, with its words inside, as a picture that travels alone."""
    sample = say("sample.caption") if market.sample else ""
    svgs = [
        inline_svg(
            svg_text(draw(narrow=narrow)),
            prefix=f"{words.name}-{size}",
            title=words.title,
            description=words.description,
            css_class=f"plot {size}",
        )
        for size, narrow in (("wide", False), ("narrow", True))
    ]
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
        svg_wide=svgs[0],
        svg_narrow=svgs[1],
        png=png_bytes(draw(lettering=lettering)),
    )


def _description(rows: Sequence[Row], label: str = "name") -> str:
    first = "; ".join(f"{row[label]} {share_with_interval(row)}" for row in publishable(rows)[:MOST_TIED])
    return say("chart.description", rows=len(rows), first=first)


def _ranking(market: Market, name: str, mart: Sequence[Row]) -> Card | None:
    rows, _ = charted(mart)
    if not rows:
        return None
    first = leader(mart)
    tied = [row["name"] for row in tied_with_first(mart)]
    if first:
        title = say(f"{name}.title", name=first["name"], share=percent(first["share"]))
    elif 2 <= len(tied) <= MOST_TIED and publishable(mart):
        title = say("skill_demand.title_tie", names=names_in_words(tied))
    else:
        title = say(f"{name}.title_neutral")
    words = _Words(
        name=name,
        title=title,
        subtitle=say(f"{name}.subtitle", n=read_of(mart), **scope(market)),
        caption=caption(market, suppressed=any(row["suppressed_reason"] for row in rows), bands=True),
        description=_description(rows),
        lead=say(f"{name}.lead"),
    )
    return _drawn(market, words, partial(sections.skill_demand, dot_rows(rows)), demand_table(title, rows))


def _family(market: Market, name: str) -> Card | None:
    mart, draw = {
        "framework_demand": (market.frameworks, sections.framework_demand),
        "cloud_demand": (market.clouds, sections.cloud_demand),
    }[name]
    rows, left_out = charted(mart)
    if not rows:
        return None
    first, total = leader(mart), family(mart)
    sentence = (
        say(f"{name}.any_sentence", share=share_with_interval(total)) if total and total["share"] is not None else ""
    )
    title = (
        say(f"{name}.title", name=first["name"], share=percent(first["share"]))
        if first
        else say(f"{name}.title_neutral")
    )
    words = _Words(
        name=name,
        title=title,
        subtitle=say(f"{name}.subtitle", n=read_of(mart), **scope(market)),
        caption=caption(
            market, suppressed=any(row["suppressed_reason"] for row in rows), bands=True, left_out=left_out
        ),
        description=_description(rows),
        lead=say(f"{name}.lead", any_sentence=sentence),
    )
    any_name = say(f"{name}.any_name")
    key = DotKey(say(f"{name}.key_first"), say(f"{name}.key_second"))
    return _drawn(
        market, words, partial(draw, dot_rows(rows, any_name=any_name), key=key), family_table(title, mart, any_name)
    )


def _sections(market: Market) -> Card | None:
    if not market.sections:
        return None
    first = leader(market.sections)
    rows = market.sections[:MOST_ROWS]
    title = (
        say("section_demand.title", name=first["title"], share=percent(first["share"]))
        if first
        else say("section_demand.title_neutral")
    )
    words = _Words(
        name="section_demand",
        title=title,
        subtitle=say("section_demand.subtitle", n=read_of(rows), **scope(market)),
        caption=caption(market, suppressed=any(row["suppressed_reason"] for row in rows), bands=True),
        description=_description(rows, "title"),
        lead=say("section_demand.lead"),
    )
    return _drawn(
        market, words, partial(sections.section_demand, dot_rows(rows, label="title")), section_table(title, rows)
    )


def _strengths(market: Market) -> Card | None:
    rows = publishable(market.skills)[:STRENGTH_ROWS]
    if not rows:
        return None
    missing = any(row["k"] > rows[-1]["k"] for row in suppressed(market.skills))
    parts = ("required", "preferred", "duty")
    frame = strength_rows(rows)
    title = say("strength_split.title_neutral")
    top = {part: count(frame[part].iloc[0]) for part in parts}
    words = _Words(
        name="strength_split",
        title=title,
        subtitle=say("strength_split.subtitle", **scope(market)),
        caption=caption(market, intervals=False, unpublished_left_out=missing),
        description=say(
            "chart.description_counts",
            rows=len(rows),
            first=say("strength_split.first", name=rows[0]["name"], **top),
        ),
        lead=say("strength_split.lead"),
    )
    names = {part: say(f"strengths.{part}") for part in parts}
    return _drawn(market, words, partial(strengths.strength_split, frame, names=names), strength_table(title, rows))


def _months(market: Market) -> Card | None:
    if not market.months:
        return None
    frame = months.month_frame(market.months, market.overview["from_date"], market.overview["to_date"])
    older = len(frame) > MOST_MONTHS
    frame = frame.tail(MOST_MONTHS)
    title = say("month_flow.title_neutral")
    best = frame.iloc[0]
    first = say("month_flow.first", label=best["label"], vacancies=count(best["vacancies"]))
    words = _Words(
        name="month_flow",
        title=title,
        subtitle=say("month_flow.subtitle", **scope(market)),
        caption=caption(
            market,
            intervals=False,
            partial_months=bool(frame["partial"].any()),
            older_months=older,
            collected=True,
        ),
        description=say("chart.description_counts", rows=len(frame), first=first),
        lead="",
    )
    return _drawn(market, words, partial(months.month_flow, frame), month_table(title, market.months))
