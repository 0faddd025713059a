"""Pay: what is stated, by whom, and with how much more or less of it a skill goes together, raw beside adjusted."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from skilldemand.reports.cards import Words, drawn
from skilldemand.reports.charts.differences import difference_chart
from skilldemand.reports.charts.dots import DotKey
from skilldemand.reports.content import Block, Card, Part, Sentences
from skilldemand.reports.findings import TECHNOLOGY_KINDS
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, money, percent, signed_with_interval
from skilldemand.reports.tables import Cells, build_table, caption_of, counted, part_of
from skilldemand.reports.texts import say
from skilldemand.reports.wording import caption, rows_of, scope

MOST_Q = 0.10  # false discoveries allowed among the skills that are shown
MOST_SIDE = 9
OVERVIEW_ROWS = 12
BLANK_ROWS = 2  # the others are in the table file


def pay_part(market: Market) -> Part | None:
    """Return the part on pay; one sentence where too few vacancies state it."""
    if not market.extras.has("pay_overview"):
        return None
    rows = [row for row in market.extras.of("pay_overview") if row["disclosed"]]
    heading = say("pay_overview.heading")
    shown = [row for row in rows if row["suppressed_reason"] is None]
    if not shown:
        return Part("pay", heading, (Sentences((_too_few(rows),)),), group="who")
    blocks: list[Block] = [_overview_table(market, rows), *_premium(market)]
    whole = next((row for row in rows if row["role"] == "all"), rows[0])
    lead = say(
        "pay_overview.lead",
        disclosed=count(whole["disclosed"]),
        vacancies=count(whole["vacancies"]),
        share=percent(whole["disclosed_share"]),
    )
    return Part("pay", heading, tuple(blocks), lead=lead, group="who")


def _too_few(rows: Sequence[Row]) -> str:
    return say("pay_overview.none", reason=rows[0]["suppressed_reason"]) if rows else say("pay_overview.nobody")


def _overview_table(market: Market, rows: Sequence[Row]) -> Block:
    cells: Cells = [
        ("role", lambda row: str(market.labels.get(row["role"], row["role"]))),
        ("currency", lambda row: str(row["currency"])),
        ("median", lambda row: str(row["suppressed_reason"] or money(row["median"], row["currency"]))),
        ("quartiles", _quartiles),
        ("pay_n", counted("n")),
        ("employers", counted("employers")),
        ("disclosed", part_of("disclosed", "vacancies")),
    ]
    ranked = sorted(rows, key=lambda row: row["role"] != "all")
    shown = [row for row in ranked if row["suppressed_reason"] is None][:OVERVIEW_ROWS]
    blank = [row for row in ranked if row["suppressed_reason"] is not None][:BLANK_ROWS]
    return build_table(say("pay_overview.caption"), cells, [*shown, *blank], text=2)


def _quartiles(row: Row) -> str:
    if row["q25"] is None:
        return money(None, "")
    return say("pay_overview.quartiles", low=f"{row['q25']:,.0f}", high=f"{row['q75']:,.0f}")


def _premium(market: Market) -> list[Block]:
    kinds = {row["skill_id"]: row["kind"] for row in market.skills}
    rows = [row for row in market.extras.of("skill_pay") if row["suppressed_reason"] is None]
    if not rows:
        return [Sentences((say("skill_pay.none"),))]
    currency = rows[0]["currency"]
    tested = [row for row in rows if row["currency"] == currency]
    found = [row for row in tested if row["q"] <= MOST_Q and kinds.get(row["skill_id"]) in TECHNOLOGY_KINDS]
    if not found:
        return [Sentences((say("skill_pay.flat", tested=count(len(tested)), currency=currency),))]
    ranked = sorted(found, key=lambda row: (-row["adjusted_pct"], row["name"]))
    more = [row for row in ranked if row["adjusted_pct"] > 0][:MOST_SIDE]
    less = [row for row in ranked if row["adjusted_pct"] <= 0][-MOST_SIDE:]
    return [_premium_card(market, [*more, *less], tested, currency)]


def _premium_card(market: Market, rows: Sequence[Row], tested: Sequence[Row], currency: str) -> Card:
    frame = pd.DataFrame(
        {
            "label": [row["name"] for row in rows],
            "difference": [row["adjusted_pct"] for row in rows],
            "lo": [row["adjusted_lo"] for row in rows],
            "hi": [row["adjusted_hi"] for row in rows],
            "second": [row["raw_pct"] for row in rows],
            "value": [pay_difference(row) for row in rows],
        }
    )
    title = say("skill_pay.title", found=count(len(rows)), tested=count(len(tested)))
    words = Words(
        name="skill_pay",
        title=title,
        subtitle=say("skill_pay.subtitle", currency=currency, **scope(market)),
        caption=caption(market) + " " + say("skill_pay.caption"),
        description=say(
            "skill_pay.description", rows=rows_of(rows), first=f"{rows[0]['name']} {frame['value'].iloc[0]}"
        ),
        lead=say("skill_pay.lead"),
    )
    table = build_table(caption_of(title), pay_cells(), rows, href=lambda row: skill_href(market, row["skill_id"]))
    key = DotKey(say("skill_pay.key_first"), say("skill_pay.key_second"))
    return drawn(market, words, partial(difference_chart, frame, unit=" %", key=key), table)


def pay_difference(row: Row) -> str:
    """Write the adjusted difference with its interval."""
    return signed_with_interval(row["adjusted_pct"], row["adjusted_lo"], row["adjusted_hi"], " %")


def pay_cells() -> Cells:
    """Return the columns of a table of differences in pay."""
    return [
        ("skill", lambda row: str(row["name"])),
        ("adjusted", lambda row: str(row["suppressed_reason"] or pay_difference(row))),
        ("raw", lambda row: signed_with_interval(row["raw_pct"], row["raw_lo"], row["raw_hi"], " %")),
        ("n_with", counted("n_with")),
        ("n_without", counted("n_without")),
        ("employers", counted("employers")),
    ]
