"""How numbers are written for people: percent, intervals, counts, dates. The same words in every output."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

DASH = "\u2013"
MINUS = "\u2212"


SMALL = 0.0195  # below it a whole percent would hide most of the number; 1.95 % is written "2 %"
SMALLEST = 0.0005  # below it one decimal would be 0.0, which reads like none at all


def percent(share: float | None) -> str:
    """Write 0..1 as "41 %"; a small share keeps one decimal ("0.4 %"), and a missing one is a dash."""
    if share is None:
        return DASH
    if 0 < share < SMALLEST:
        return "<0.1 %"
    return f"{_digits(share, fine=0 < share < SMALL)} %"


def share_with_interval(row: Mapping[str, Any]) -> str:
    """Write a row's share with its bounds: "41 % (37-45)"; with an en dash.

    The bounds have as many decimals as the share. Without bounds (one employer has no spread) it stands alone.
    """
    share = row["share"]
    if share is None or row["lo"] is None or row["hi"] is None:
        return percent(share)
    low, high = (_digits(row[bound], fine=0 < share < SMALL) for bound in ("lo", "hi"))
    return f"{percent(share)} ({low}{DASH}{high})"


def _digits(share: float, *, fine: bool) -> str:
    return f"{share * 100:.1f}" if fine else f"{share * 100:.0f}"


def count(value: float | None) -> str:
    """Write a count with commas: "14,652"."""
    return DASH if value is None else f"{value:,.0f}"


def plural(value: int, one: str, many: str) -> str:
    """Write a count with its noun, as "1 employer" or "2 employers"."""
    return f"{count(value)} {one if value == 1 else many}"


def rank_range(row: Mapping[str, Any]) -> str:
    """Write the ranks that a row may hold: "1" or "2-4", with an en dash; a suppressed row has none."""
    low, high = row["rank_lo"], row["rank_hi"]
    if low is None or high is None:
        return DASH
    return f"{low:.0f}" if low == high else f"{low:.0f}{DASH}{high:.0f}"


def day(value: date | None) -> str:
    """Write a date as "3 September 2024"."""
    return "undated" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """Write an instant as "3 September 2024, 14:05 UTC" (the zone only where the instant has one)."""
    zone = f" {value:%Z}" if value.tzinfo else ""
    return f"{day(value.date())}, {value:%H:%M}{zone}"


def month(value: date) -> str:
    """Write a month as "Sep 2024"."""
    return f"{value:%b %Y}"


def window(first: date | None, last: date | None) -> str:
    """Write the days that the postings cover; postings may carry no date at all."""
    if first is None or last is None:
        return "undated postings"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def years_between(first: date | None, last: date | None) -> float:
    """Return how many years the days of a window are apart; 0 without dates."""
    return 0.0 if first is None or last is None else (last - first).days / 365.25


def signed(value: float | None, unit: str = "") -> str:
    """Write a difference with its sign and one decimal below ten: "+3.2", "\u221214 %"."""
    if value is None:
        return DASH
    digits = f"{abs(value):.1f}" if abs(value) < 9.95 else f"{abs(value):.0f}"
    sign = "" if float(digits) == 0 else "+" if value > 0 else MINUS
    return f"{sign}{digits}{unit}"


def signed_with_interval(value: float | None, low: float | None, high: float | None, unit: str = "") -> str:
    """Write a difference with its bounds: "+3.2 (+1.0 to +5.4)"."""
    if value is None:
        return DASH
    return f"{signed(value, unit)} ({signed(low)} to {signed(high)})"


def money(value: float | None, currency: str) -> str:
    """Write a yearly amount: "USD 180,000"; thousands are not rounded away."""
    return DASH if value is None else f"{currency} {round(value, -2):,.0f}"
