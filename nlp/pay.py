"""The salary a posting states: range, currency and period, with other sums (funding, equity, stipends) kept apart."""

from collections import Counter
from functools import cache
from typing import NamedTuple

import msgspec

from skilldemand.nlp.cues import Phrases, fold, load
from skilldemand.nlp.money import Sum, sums
from skilldemand.nlp.passage import Passage, cue_list

PERIODS = ("year", "hour", "month", "day")
_BOUNDS = {"year": (8_000, 3_000_000), "month": (300, 60_000), "day": (80, 5_000), "hour": (5, 600)}
"""A sum outside the bounds of its period is not a salary."""
_BEFORE, _AFTER = 70, 45


class Salary(msgspec.Struct, frozen=True, kw_only=True):
    """A salary as the text states it; min is None for "up to", max for "from"."""

    min: float | None
    max: float | None
    currency: str
    period: str


class _Stated(NamedTuple):
    money: Sum
    period: str
    single: bool


@cue_list
def _other() -> Phrases:
    return Phrases({"other": load("pay")["other"]}, where="pay")


@cue_list
def _pay() -> Phrases:
    return Phrases({"pay": load("pay")["pay"]}, where="pay")


@cue_list
def _parts() -> Phrases:
    return Phrases({"part": load("pay")["parts"]}, where="pay")


@cue_list
def _periods() -> Phrases:
    return Phrases(load("pay")["periods"], where="pay")


@cache
def _dollars() -> Phrases:
    return Phrases(load("pay")["dollars"], where="pay")


def _period(posting: Passage, money: Sum) -> str | None:
    """Return the period said beside a sum, else the one its size suggests; None when no period fits it."""
    after = posting.find(_periods(), money.start, money.end + 30)
    said = [label for label, start, _ in after if start < money.end + 24]
    if not said:
        said = [label for label, _, _ in posting.find(_periods(), max(0, money.start - 60), money.start)][-1:]
    most = money.high or money.low or 0.0
    if said:
        period = said[0]
        if period in _BOUNDS and _BOUNDS[period][0] <= most <= _BOUNDS[period][1]:
            return period
        if period == "week":
            return None
    if most >= 12_000:
        return "year"
    return "hour" if most <= 400 else "month" if most >= 600 else None


def _is_pay(posting: Passage, money: Sum, *, single: bool) -> bool:
    """Say whether a sum is this job's pay, by the words around it."""
    low, high = max(0, money.start - _BEFORE), money.end + _AFTER
    before, after = posting.folded[low : money.start], posting.folded[money.end : high]
    if (after[:1] in ("m", "b") and not after[1:2].isalpha()) or after.lstrip()[:7] in ("million", "billion"):
        return False
    stop = before.rfind(". ")
    near = low + stop + 1 if stop >= 0 else low
    after_stop = after.split(". ", 1)[0]
    if posting.find(_parts(), money.end, money.end + min(14, len(after_stop))) and not (
        "+" in after_stop[:14] or "plus" in after_stop[:14]
    ):
        return False
    whole_words = len(after_stop[:26].rpartition(" ")[0])
    if posting.find(_other(), max(near, money.start - 45), money.start) or posting.find(
        _other(), money.end, money.end + whole_words
    ):
        return False
    far = money.end + len(after_stop)
    if not single:
        said = posting.find(_pay(), low, money.start) or posting.find(_pay(), money.end, high)
        return bool(said) or (money.high or 0) >= 20_000
    return bool(posting.find(_pay(), near, money.start) or posting.find(_pay(), money.end, far))


def _stated(posting: Passage) -> list[_Stated]:
    stated = []
    for money in sums(posting):
        single = money.low == money.high
        if not _is_pay(posting, money, single=single):
            continue
        period = _period(posting, money)
        if period is not None:
            stated.append(_Stated(money, period, single))
    return stated


def _whole(figure: float | None) -> float | None:
    return int(figure) if figure is not None and figure == int(figure) else figure


def _bounded(folded: str, stated: _Stated) -> tuple[float | None, float | None]:
    """Return (min, max) of a statement; "up to" has no min and "from" no max."""
    money = stated.money
    if stated.single:
        before = folded[max(0, money.start - 14) : money.start].rstrip(" ~*")
        if before.endswith(("up to", "upto", "maximum", "max", "maximum of", "max.")):
            return None, money.high
        if before.endswith(("from", "starting at", "at least", "minimum of", "minimum")):
            return money.low, None
    return money.low, money.high


def salary_of(posting: Passage, location: str | None = None) -> tuple[Salary | None, tuple[int, int] | None]:
    """Return the salary stated in a posting with where it stands, or (None, None).

    Ranges go before single sums; several ranges (by place or level) of one currency and period are spanned from the
    smallest to the largest. `location` tells whose dollar "$" is.
    """
    stated = _stated(posting)
    chosen = [one for one in stated if not one.single] or stated
    if not chosen:
        return None, None
    (currency, period), _ = Counter((one.money.currency, one.period) for one in chosen).most_common(1)[0]
    chosen = [one for one in chosen if (one.money.currency, one.period) == (currency, period)]
    bounds = [_bounded(posting.folded, one) for one in chosen]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    if currency == "USD" and location:
        local = _dollars().find(fold(location))
        currency = local[0][0] if local else currency
    salary = Salary(
        min=_whole(min(lows, default=None)), max=_whole(max(highs, default=None)), currency=currency, period=period
    )
    return salary, (chosen[0].money.start, chosen[0].money.end)
