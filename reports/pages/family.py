"""The pages that compare the frameworks, or the clouds, with each other."""

from collections.abc import Sequence

from skilldemand.reports.content import Block, Card, Heading, Panels, Part, Sentences
from skilldemand.reports.findings import publishable
from skilldemand.reports.links import FAMILIES, skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import percent
from skilldemand.reports.page import Page, new_page
from skilldemand.reports.parts.pay import pay_cells
from skilldemand.reports.parts.who import DIMENSIONS, slice_panel, top_of
from skilldemand.reports.tables import BASE, STRENGTHS, Cells, build_table, named, shared
from skilldemand.reports.texts import say

MOST_COMPARED = 8


def family_page(market: Market, card: Card, rows: Sequence[Row], *, version: str) -> Page:
    """Compose the comparison of one family; card is the family's chart on index.html, rows are its mart."""
    members = publishable(rows)[:MOST_COMPARED]
    found = [
        Part(card.name, card.heading, (card,), lead=card.lead),
        _side_by_side(market, members),
        _swaps(market, members),
        _who(market, members),
        _pay(market, members),
    ]
    title, lead = say(f"family_page.{card.name}.title"), say(f"family_page.{card.name}.lead")
    parts = [part for part in found if part]
    return new_page(market, FAMILIES[card.name], title, parts, version=version, lead=lead)


def _side_by_side(market: Market, members: Sequence[Row]) -> Part | None:
    if not members:
        return None
    cells: Cells = [
        ("skill", named("name")),
        *BASE,
        ("employer_share", shared("employer_share")),
        *STRENGTHS,
        ("sole_share", shared("sole_share")),
        ("alternative_share", shared("alternative_share")),
    ]
    table = build_table(
        say("family_page.side_caption"),
        cells,
        members,
        href=lambda row: skill_href(market, row["skill_id"]),
        pictured=True,
    )
    return Part("side", say("family_page.side"), (table,))


def _swaps(market: Market, members: Sequence[Row]) -> Part | None:
    """Return who is offered instead of whom: rows are asked for, columns would do instead."""
    if not market.extras.has("skill_alternative") or len(members) < 2:
        return None
    ids = {row["skill_id"] for row in members}
    lines = []
    for row in members:
        others = [
            say("family_page.swap_one", name=line["other_name"], share=percent(line["share_of_skill"]))
            for line in market.extras.by("skill_alternative", "skill_id", row["skill_id"])
            if line["other_id"] in ids and line["share_of_skill"] is not None
        ]
        if others:
            lines.append(say("family_page.swap", name=row["name"], others=", ".join(others)))
    if not lines:
        return None
    return Part(
        "swaps", say("family_page.swaps"), (Sentences(tuple(lines), "plain"),), lead=say("family_page.swaps_lead")
    )


def _who(market: Market, members: Sequence[Row]) -> Part | None:
    skills = [row["skill_id"] for row in members]
    blocks: list[Block] = []
    for dimension in DIMENSIONS:
        slices = [row for row in market.extras.by("slice", "dimension", dimension) if row["value"] != "unstated"]
        panels = [panel for row in slices if (panel := slice_panel(market, row, skills))]
        if len(panels) > 1:
            title = say(f"skill_slice.dimensions.{dimension}")
            caption = say("skill_slice.caption", dimension=title.lower())
            blocks += [Heading(title), Panels(caption, "", top_of(panels), tuple(panels), say("skill_slice.reference"))]
    return Part("who", say("family_page.who"), tuple(blocks)) if blocks else None


def _pay(market: Market, members: Sequence[Row]) -> Part | None:
    rows = [
        line
        for row in members
        for line in market.extras.by("skill_pay", "skill_id", row["skill_id"])
        if line["suppressed_reason"] is None
    ]
    if not rows:
        return None
    cells: Cells = [*pay_cells()[:1], ("currency", named("currency")), *pay_cells()[1:]]
    table = build_table(say("family_page.pay_caption"), cells, rows, words=("currency",))
    return Part("pay", say("skill_page.pay"), (table,), lead=say("skill_page.pay_lead"))
