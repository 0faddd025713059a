"""Which skills go together, and how far a few skills reach."""

from functools import partial

from skilldemand.reports.cards import Words, description, drawn
from skilldemand.reports.chart_rows import dot_rows
from skilldemand.reports.charts.dots import MOST_ROWS, dot_chart
from skilldemand.reports.content import Block, Card, Part, Sentences, Table
from skilldemand.reports.links import EXPLORER, skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, percent
from skilldemand.reports.tables import Cells, build_table, caption_of, counted, named, part_of, share_or_reason
from skilldemand.reports.texts import entry, say
from skilldemand.reports.wording import caption, scope

PAIRS_SHOWN = 15


def pair_part(market: Market) -> Part | None:
    """Return the part on pairs: those whose whole interval lies farthest above chance."""
    if not market.extras.has("skill_pair"):
        return None
    rows = [row for row in market.extras.of("skill_pair") if row["suppressed_reason"] is None and row["npmi_lo"] > 0]
    blocks: tuple[Block, ...]
    if rows:
        cells: Cells = [
            ("pair", lambda row: say("skill_pair.both", a=row["name_a"], b=row["name_b"])),
            ("together", part_of("k_ab", "n")),
            ("lift", lambda row: f"{row['lift']:.1f}"),
            ("npmi", lambda row: f"{row['npmi']:.2f} ({row['npmi_lo']:.2f}\u2013{row['npmi_hi']:.2f})"),
            ("employers", counted("employers_both")),
        ]
        blocks = (build_table(say("skill_pair.caption"), cells, rows[:PAIRS_SHOWN]),)
    else:
        blocks = (Sentences((say("skill_pair.none"),)),)
    return Part("skill_pair", say("skill_pair.heading"), blocks, lead=say("skill_pair.lead"), group="together")


def coverage_part(market: Market) -> Part | None:
    """Return the part on how many vacancies a growing set of skills opens."""
    if not market.extras.has("coverage_curve"):
        return None
    heading = say("coverage_curve.heading")
    curves = [market.extras.by("coverage_curve", "satisfied", level)[:MOST_ROWS] for level in (0.8, 1.0)]
    curves = [rows if rows and rows[-1]["suppressed_reason"] is None else [] for rows in curves]
    if not any(curves):
        return Part("coverage_curve", heading, (Sentences((say("coverage_curve.none"),)),), group="together")
    most, whole = curves
    blocks: list[Block] = [_coverage_card(market, most or whole, "most" if most else "whole")]
    if most and whole:
        blocks.append(_coverage_table(market, whole, say("coverage_curve.caption_whole"), folded=True))
    return Part(
        "coverage_curve",
        heading,
        tuple(blocks),
        lead=say("coverage_curve.lead"),
        group="together",
        more=say("coverage_curve.more"),
        more_href=EXPLORER,
    )


def _coverage_table(market: Market, rows: list[Row], title: str, *, folded: bool = False) -> Table:
    cells: Cells = [
        ("skill", named("name")),
        ("place", counted("position")),
        ("open", part_of("vacancies_open", "n")),
        ("share", share_or_reason),
    ]
    return build_table(title, cells, rows, href=lambda row: skill_href(market, row["skill_id"]), folded=folded)


def _coverage_card(market: Market, rows: list[Row], level: str) -> Card:
    shown = [row | {"label": _step(row), "_bounds": (None, None)} for row in rows]
    last = rows[-1]
    levels: dict[str, str] = entry("coverage_curve.levels")
    title = say("coverage_curve.title", skills=count(last["position"]), share=percent(last["share"]))
    words = Words(
        name="coverage_curve",
        title=title,
        subtitle=say("coverage_curve.subtitle", n=count(last["n"]), level=levels[level], **scope(market)),
        caption=caption(market) + " " + say("coverage_curve.caption"),
        description=description(shown, "label"),
    )
    table = _coverage_table(market, rows, caption_of(title))
    return drawn(market, words, partial(dot_chart, dot_rows(shown, label="label")), table)


def _step(row: Row) -> str:
    first = row["position"] == 1
    return say("coverage_curve.first" if first else "coverage_curve.step", name=row["name"], place=row["position"])
