"""What changes: rising and falling skills, skills that came up, names that the taxonomy lacks, vacancies by month."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import pandas as pd

from skilldemand.reports.cards import Words, drawn
from skilldemand.reports.charts import months
from skilldemand.reports.charts.differences import difference_chart
from skilldemand.reports.charts.dots import DotKey
from skilldemand.reports.content import Block, Card, Heading, Part, Sentences
from skilldemand.reports.links import skill_href
from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, month, percent, plural, signed, signed_with_interval
from skilldemand.reports.tables import Cells, build_table, caption_of, month_table, named, part_of
from skilldemand.reports.texts import say
from skilldemand.reports.wording import caption, rows_of, scope

MOST_MOVED = 9  # a side: both sides together fit one chart
MOST_NEW = 12
MOST_MONTHS = 36  # three years: one more and the bars of a phone are thinner than the gaps


def trend_part(market: Market) -> Part | None:
    """Return the part on rising and falling skills; one sentence where nothing could be tested."""
    rows = market.extras.of("skill_trend")
    if not market.extras.has("skill_trend"):
        return None
    heading = say("skill_trend.heading")
    tested = [row for row in rows if row["suppressed_reason"] is None]
    if not tested:
        return Part("skill_trend", heading, (_untested(rows), *_emergence(market)), group="change")
    moved = [row for row in tested if row["verdict"] in {"rising", "falling"}]
    blocks: list[Block] = [_trend_card(market, moved, tested)] if moved else [_flat(tested)]
    return Part("skill_trend", heading, (*blocks, *_emergence(market)), lead=say("skill_trend.lead"), group="change")


def _untested(rows: Sequence[Row]) -> Sentences:
    """Say why there is no trend: the commonest reason, without the counts that differ from skill to skill."""
    reasons = Counter(str(row["suppressed_reason"]).partition(" (")[0] for row in rows)
    if not reasons:
        return Sentences((say("skill_trend.none"),))
    (reason, skills), *_ = reasons.most_common(1)
    shown = plural(skills, say("units.skill"), say("units.skills"))
    return Sentences((say("skill_trend.untested", reason=reason, skills=shown, total=count(len(rows))),))


def _flat(tested: Sequence[Row]) -> Sentences:
    return Sentences((say("skill_trend.flat", tested=count(len(tested))),))


def _chosen(moved: Sequence[Row]) -> list[Row]:
    """Return the strongest risers, then the strongest fallers from the weakest to the strongest."""
    ranked = sorted(moved, key=lambda row: (-row["change_pp_year"], row["name"]))
    rising = [row for row in ranked if row["verdict"] == "rising"][:MOST_MOVED]
    return rising + [row for row in ranked if row["verdict"] == "falling"][-MOST_MOVED:]


def _trend_card(market: Market, moved: Sequence[Row], tested: Sequence[Row]) -> Card:
    rows = _chosen(moved)
    tally = Counter(row["verdict"] for row in moved)
    title = say(
        "skill_trend.title",
        rising=count(tally["rising"]),
        falling=count(tally["falling"]),
        tested=count(len(tested)),
    )
    frame = pd.DataFrame(
        {
            "label": [row["name"] for row in rows],
            "difference": [row["change_pp_year"] for row in rows],
            "lo": [row["lo"] for row in rows],
            "hi": [row["hi"] for row in rows],
            "second": pd.Series([row["panel_change_pp_year"] for row in rows], dtype="float64"),
            "value": [signed_with_interval(row["change_pp_year"], row["lo"], row["hi"]) for row in rows],
        }
    )
    words = Words(
        name="skill_trend",
        title=title,
        subtitle=say(
            "skill_trend.subtitle",
            label=scope(market)["label"],
            first=month(rows[0]["from_month"]),
            last=month(rows[0]["to_month"]),
        ),
        caption=caption(market) + " " + say("skill_trend.caption", tested=count(len(tested))),
        description=say(
            "skill_trend.description", rows=rows_of(rows), first=f"{rows[0]['name']} {frame['value'].iloc[0]}"
        ),
    )
    table = build_table(caption_of(title), _TREND_CELLS, rows, href=lambda row: skill_href(market, row["skill_id"]))
    key = DotKey(say("skill_trend.key_first"), say("skill_trend.key_second"))
    return drawn(market, words, partial(difference_chart, frame, unit="", key=key), table)


_TREND_CELLS: Cells = [
    ("skill", named("name")),
    ("change", lambda row: signed_with_interval(row["change_pp_year"], row["lo"], row["hi"])),
    ("panel_change", lambda row: signed(row["panel_change_pp_year"])),
    ("within", lambda row: signed(row["within_pp"])),
    ("between", lambda row: signed(row["between_pp"])),
    ("k_of_n", part_of("k", "n")),
    ("q", lambda row: f"{row['q']:.3f}"),
]


def _emergence(market: Market) -> list[Block]:
    rows = [row for row in market.extras.of("skill_emergence") if row["suppressed_reason"] is None and row["lo"] > 1]
    if not rows:
        return []
    cells: Cells = [
        ("skill", named("name")),
        ("first_month", lambda row: month(row["first_month"])),
        ("before", lambda row: _rate(row, "before")),
        ("after", lambda row: _rate(row, "after")),
        ("odds_ratio", lambda row: f"{row['odds_ratio']:.1f} ({row['lo']:.1f} to {row['hi']:.1f})"),
    ]
    table = build_table(
        say("skill_emergence.caption"), cells, rows[:MOST_NEW], href=lambda row: skill_href(market, row["skill_id"])
    )
    return [Heading(say("skill_emergence.heading"), say("skill_emergence.lead")), table]


def _rate(row: Row, when: str) -> str:
    k, n = row[f"k_{when}"], row[f"n_{when}"]
    return say("skill_emergence.rate", share=percent(k / n if n else None), k=count(k), n=count(n))


def month_card(market: Market) -> Card | None:
    """Draw the vacancies opened month by month; None where no posting carries a date."""
    if not market.months:
        return None
    frame = months.month_frame(market.months, market.overview["from_date"], market.overview["to_date"])
    older = len(frame) > MOST_MONTHS
    frame = frame.tail(MOST_MONTHS)
    title = say("month_flow.title_neutral")
    best = frame.iloc[0]
    first = say("month_flow.first", label=best["label"], vacancies=count(best["vacancies"]))
    words = Words(
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
        description=say("chart.description_counts", rows=rows_of(frame.index), first=first),
    )
    return drawn(market, words, partial(months.month_flow, frame), month_table(title, market.months))
