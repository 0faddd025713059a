"""Sentences that need more than one number: the scope of a chart, its caption, how fresh the data are."""

from collections.abc import Sequence, Sized
from datetime import datetime
from typing import TypedDict

from skilldemand.reports.marts import Market, Row
from skilldemand.reports.numbers import count, plural, window
from skilldemand.reports.texts import say

STALE_DAYS = 60  # twice a monthly crawl: the longest cadence that still counts as regular


class Scope(TypedDict):
    """Whom and when a chart is about."""

    label: str
    window: str


def scope(market: Market) -> Scope:
    """Return the population's label and the days its postings cover."""
    return {"label": short_label(market), "window": window_of(market)}


def short_label(market: Market) -> str:
    """Return the population's label without what it says in brackets about its roles."""
    return str(market.overview["label"]).partition(" (")[0]


def window_of(market: Market) -> str:
    """Write the days that the postings cover."""
    return window(market.overview["from_date"], market.overview["to_date"])


def vacancies_of(market: Market) -> str:
    """Write the number of vacancies with its noun."""
    return plural(market.overview["vacancies"], say("units.vacancy"), say("units.vacancies"))


def employers_of(market: Market) -> str:
    """Write the number of employers with its noun."""
    return plural(market.overview["employers"], say("units.employer"), say("units.employers"))


def read_of(rows: Sequence[Row]) -> str:
    """Write n, the vacancies read, of a mart's rows (0 where it has none)."""
    return count(rows[0]["n"] if rows else 0)


def rows_of(rows: Sized) -> str:
    """Write the number of rows of a chart with its noun."""
    return plural(len(rows), say("units.row"), say("units.rows"))


def names_in_words(names: Sequence[str]) -> str:
    """Join names as "A, B and C"."""
    return names[0] if len(names) == 1 else say("summary.list_more", first=", ".join(names[:-1]), last=names[-1])


def caption(
    market: Market,
    *,
    intervals: bool = True,
    bands: bool = False,
    suppressed: bool = False,
    left_out: int = 0,
    partial_months: bool = False,
    older_months: bool = False,
    collected: bool = False,
    unpublished_left_out: bool = False,
) -> str:
    """Write what stands under a chart: source, n, employers, window, and how to read its marks."""
    facts = {"vacancies": vacancies_of(market), "employers": employers_of(market), "window": window_of(market)}
    parts = [
        say("chart.source", origin=market.run["origin"], version=market.run["skilldemand_version"], **facts),
        say("chart.intervals") if intervals else "",
        say("chart.bands") if bands else "",
        say("chart.suppressed") if suppressed else "",
        say("chart.left_out", rows=plural(left_out, say("units.row"), say("units.rows"))) if left_out else "",
        say("strength_split.left_out") if unpublished_left_out else "",
        say("month_flow.partial") if partial_months else "",
        say("chart.older_months") if older_months else "",
        say("month_flow.collected") if collected else "",
    ]
    return " ".join(part for part in parts if part)


def freshness(market: Market, generated_at: datetime) -> tuple[str, bool]:
    """Say how old the newest posting is when the report is written, and whether that is too old to go unremarked."""
    newest = market.overview["to_date"]
    if newest is None:
        return say("report.no_dates"), not market.empty
    age = max(0, (generated_at.date() - newest).days)
    days = plural(age, say("units.day"), say("units.days"))
    stale = age > STALE_DAYS
    return say("report.stale" if stale else "report.fresh", days=days), stale
