"""The skills beside one skill: what is accepted instead of it, and what is asked for with it."""

from skilldemand.reports.content import Part, Sentences
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count
from skilldemand.reports.tables import Cells, build_table, part_of, shared
from skilldemand.reports.texts import say

ROOT = "../"
MOST_SHOWN = 10


def alternatives_part(market: Market, row: Row) -> Part | None:
    """Return what is accepted instead of a skill; None where the warehouse does not say."""
    if not market.extras.has("skill_alternative"):
        return None
    rows = [
        line
        for line in market.extras.by("skill_alternative", "skill_id", row["skill_id"])
        if line["suppressed_reason"] is None
    ][:MOST_SHOWN]
    heading = say("skill_page.alternatives")
    if not rows:
        return Part("alternatives", heading, (Sentences((say("skill_page.no_alternatives"),)),))
    cells: Cells = [
        ("alternative", lambda line: str(line["other_name"])),
        ("share_of_skill", shared("share_of_skill")),
        ("either", part_of("k_together_as_alternatives", "n")),
    ]
    table = build_table(
        say("skill_page.alternatives_caption", name=row["name"]),
        cells,
        rows,
        href=lambda line: skill_href(market, line["other_id"], ROOT),
    )
    return Part("alternatives", heading, (table,), lead=say("skill_page.alternatives_lead", name=row["name"]))


def partners_part(market: Market, row: Row) -> Part | None:
    """Return what is asked for together with a skill more often than chance would have it; None as above."""
    if not market.extras.has("skill_pair"):
        return None
    skill = row["skill_id"]
    pairs = [
        line | {"other": line[f"skill_{other}"], "other_name": line[f"name_{other}"]}
        for own, other in (("a", "b"), ("b", "a"))
        for line in market.extras.by("skill_pair", f"skill_{own}", skill)
        if line["suppressed_reason"] is None and line["npmi_lo"] > 0
    ]
    rows = sorted(pairs, key=lambda line: (-line["npmi_lo"], line["other_name"]))[:MOST_SHOWN]
    heading = say("skill_page.partners")
    if not rows:
        return Part("partners", heading, (Sentences((say("skill_page.no_partners"),)),))
    cells: Cells = [
        ("skill", lambda line: str(line["other_name"])),
        ("together_of", lambda line: say("columns.of", part=count(line["k_ab"]), whole=count(row["k"]))),
        ("lift", lambda line: f"{line['lift']:.1f}"),
        ("npmi", lambda line: f"{line['npmi']:.2f} ({line['npmi_lo']:.2f}\u2013{line['npmi_hi']:.2f})"),
    ]
    table = build_table(
        say("skill_page.partners_caption", name=row["name"]),
        cells,
        rows,
        href=lambda line: skill_href(market, line["other"], ROOT),
    )
    return Part("partners", heading, (table,), lead=say("skill_page.partners_lead"))
