"""What is asked for: technologies, concepts, frameworks, clouds, and how firmly."""

from collections.abc import Sequence
from functools import partial

from skilldemand.reports.cards import MOST_NAMED, Words, description, drawn
from skilldemand.reports.chart_rows import charted, dot_rows, strength_rows
from skilldemand.reports.charts import sections, strengths
from skilldemand.reports.charts.dots import DotKey
from skilldemand.reports.content import Card, Part
from skilldemand.reports.findings import (
    concepts,
    family,
    leader,
    publishable,
    suppressed,
    technologies,
    tied_with_first,
)
from skilldemand.reports.links import FAMILIES, PAGES
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent, share_with_interval
from skilldemand.reports.tables import demand_table, family_table, strength_table
from skilldemand.reports.texts import say
from skilldemand.reports.wording import caption, names_in_words, read_of, rows_of, scope

STRENGTH_ROWS = 12


def demand_parts(market: Market) -> list[Part]:
    """Return the parts about what is asked for, in their order; a mart without rows gives none."""
    all_pages = PAGES if market.published else ""
    found = [
        _part(ranking_card(market, "technology_demand", technologies(market.skills)), all_pages),
        _part(ranking_card(market, "concept_demand", concepts(market.skills)), all_pages),
        *(_part(family_card(market, name), path if market.published else "") for name, path in FAMILIES.items()),
        _part(strength_card(market)),
    ]
    return [part for part in found if part]


def _part(card: Card | None, more_href: str = "") -> Part | None:
    if card is None:
        return None
    more = say(f"{card.name}.more") if more_href else ""
    return Part(card.name, card.heading, (card,), lead=card.lead, group="asked", more=more, more_href=more_href)


def ranking_card(market: Market, name: str, mart: Sequence[Row]) -> Card | None:
    """Draw the most-asked rows of a part of skill_demand; name is the entry of texts.yml that has its words."""
    rows, _ = charted(mart)
    if not rows:
        return None
    words = Words(
        name=name,
        title=_ranking_title(name, mart),
        subtitle=say(f"{name}.subtitle", n=read_of(mart), **scope(market)),
        caption=caption(market, suppressed=any(row["suppressed_reason"] for row in rows), bands=True),
        description=description(rows),
        lead=say(f"{name}.lead"),
    )
    return drawn(market, words, partial(sections.skill_demand, dot_rows(rows)), demand_table(words.title, rows))


def _ranking_title(name: str, mart: Sequence[Row]) -> str:
    first = leader(mart)
    tied = [row["name"] for row in tied_with_first(mart)]
    if first:
        return say(f"{name}.title", name=first["name"], share=percent(first["share"]))
    if 2 <= len(tied) <= MOST_NAMED and publishable(mart):
        return say("chart.title_tie", names=names_in_words(tied))
    return say(f"{name}.title_neutral")


def family_card(market: Market, name: str) -> Card | None:
    """Draw the frameworks or the clouds, the family's own row first."""
    mart, draw = {
        "framework_demand": (market.frameworks, sections.framework_demand),
        "cloud_demand": (market.clouds, sections.cloud_demand),
    }[name]
    rows, left_out = charted(mart)
    if not rows:
        return None
    first, total = leader(mart), family(mart)
    known = total is not None and total["share"] is not None
    sentence = say(f"{name}.any_sentence", share=share_with_interval(total)) if total and known else ""
    title = say(f"{name}.title_neutral")
    if first:
        title = say(f"{name}.title", name=first["name"], share=percent(first["share"]))
    words = Words(
        name=name,
        title=title,
        subtitle=say(f"{name}.subtitle", n=read_of(mart), **scope(market)),
        caption=caption(
            market, suppressed=any(row["suppressed_reason"] for row in rows), bands=True, left_out=left_out
        ),
        description=description(rows),
        lead=say(f"{name}.lead", any_sentence=sentence),
    )
    any_name = say(f"{name}.any_name")
    key = DotKey(say(f"{name}.key_first"), say(f"{name}.key_second"))
    table = family_table(title, mart, any_name)
    return drawn(market, words, partial(draw, dot_rows(rows, any_name=any_name), key=key), table)


def strength_card(market: Market) -> Card | None:
    """Draw how firmly the most-asked technologies are asked for."""
    mart = technologies(market.skills)
    rows = publishable(mart)[:STRENGTH_ROWS]
    if not rows:
        return None
    missing = any(row["k"] > rows[-1]["k"] for row in suppressed(mart))
    parts = ("required", "preferred", "duty")
    frame = strength_rows(rows)
    title = say("strength_split.title_neutral")
    top = {part: count(frame[part].iloc[0]) for part in parts}
    words = Words(
        name="strength_split",
        title=title,
        subtitle=say("strength_split.subtitle", **scope(market)),
        caption=caption(market, intervals=False, unpublished_left_out=missing),
        description=say(
            "chart.description_counts",
            rows=rows_of(rows),
            first=say("strength_split.first", name=rows[0]["name"], **top),
        ),
        lead=say("strength_split.lead"),
    )
    names = {part: say(f"strengths.{part}") for part in parts}
    return drawn(market, words, partial(strengths.strength_split, frame, names=names), strength_table(title, rows))
