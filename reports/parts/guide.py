"""The guide held against the market: its sections, its claims, its items, and what it does not name."""

from functools import partial

from skilldemand.reports.cards import Words, description, drawn
from skilldemand.reports.chart_rows import dot_rows
from skilldemand.reports.charts import sections
from skilldemand.reports.charts.dots import MOST_ROWS
from skilldemand.reports.content import Block, Card, Heading, Part, Table
from skilldemand.reports.findings import leader
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent
from skilldemand.reports.tables import BASE, Cells, build_table, named, section_table
from skilldemand.reports.texts import entry, say
from skilldemand.reports.wording import caption, read_of, scope

GAP_ROWS = 15


def guide_part(market: Market) -> Part | None:
    """Return the part about the guide; its tables stand where the warehouse has their marts."""
    card = section_card(market)
    if card is None:
        return None
    blocks: list[Block] = [card, *_claims(market), *_items(market), *_gap(market)]
    return Part("section_demand", card.heading, tuple(blocks), lead=card.lead, group="asked")


def section_card(market: Market) -> Card | None:
    """Draw the sections of the guide by the vacancies that ask for any skill of them."""
    rows = market.sections[:MOST_ROWS]
    if not rows:
        return None
    first = leader(market.sections)
    title = say("section_demand.title_neutral")
    if first:
        title = say("section_demand.title", name=first["title"], share=percent(first["share"]))
    words = Words(
        name="section_demand",
        title=title,
        subtitle=say("section_demand.subtitle", n=read_of(rows), **scope(market)),
        caption=caption(market, suppressed=any(row["suppressed_reason"] for row in rows), bands=True),
        description=description(rows, "title"),
        lead=say("section_demand.lead"),
    )
    draw = partial(sections.section_demand, dot_rows(rows, label="title"))
    return drawn(market, words, draw, section_table(title, rows))


def _verdict(row: Row) -> str:
    words: dict[str, str] = entry("guide.verdicts")
    return words.get(row["holds"], str(row["holds"]))


def _claims(market: Market) -> list[Block]:
    rows = market.extras.of("guide_claim")
    if not rows:
        return []
    tally = {verdict: sum(row["holds"] == verdict for row in rows) for verdict in ("yes", "no", "undecided")}
    cells: Cells = [
        ("claim", named("statement")),
        ("holds", _verdict),
        ("measured", named("measured")),
    ]
    lead = say("guide.claims_lead", total=count(len(rows)), **{name: count(value) for name, value in tally.items()})
    return [Heading(say("guide.claims_heading"), lead), build_table(say("guide.claims_caption"), cells, rows, text=3)]


def _items(market: Market) -> list[Block]:
    rows = market.extras.of("guide_item")
    if not rows:
        return []
    cells: Cells = [("item", named("title")), *BASE, ("section", named("section_title"))]
    table = build_table(say("guide.items_caption"), cells, rows, words=("section",), pictured=True, folded=True)
    return [Heading(say("guide.items_heading"), say("guide.items_lead")), table]


def _gap(market: Market) -> list[Block]:
    rows = [row for row in market.extras.of("guide_gap") if row["suppressed_reason"] is None][:GAP_ROWS]
    if not rows:
        return []
    titles = market.section_titles
    cells: Cells = [
        ("skill", named("name")),
        *BASE,
        ("section", lambda row: str(titles.get(row["section"], row["section"]))),
    ]
    table: Table = build_table(
        say("guide.gap_caption"),
        cells,
        rows,
        words=("section",),
        href=lambda row: skill_href(market, row["skill_id"]),
        pictured=True,
    )
    return [Heading(say("guide.gap_heading"), say("guide.gap_lead")), table]
