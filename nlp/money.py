"""Sums of money in a folded text: ranges and single amounts with their currency, in any common way of writing."""

import re
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import Phrases, load
from skilldemand.nlp.passage import Passage, cue_list, passage

_LAKH = 100_000
_SCALE = {"k": 1_000, "lakh": _LAKH, "lakhs": _LAKH, "lac": _LAKH, "lacs": _LAKH, "lpa": _LAKH, "l": _LAKH}
_MARK = (
    r"(?:(?:us|ca?|au?|s|hk|nz|r|cad|aud|usd|cdn)?\$|[€£₹¥₪]|"
    r"\b(?:us dollars?|usd|eur(?:os?)?|gbp|chf|inr|cad|aud|sgd|hkd|nzd|brl|jpy|ils|nis|pln|sek|dkk|nok|aed|zar|czk|"
    r"rs\.?)(?![a-z]))"
)
_NUMBER = r"(?:\d{1,3}(?:\\?[,.'\s]\d{3}){1,2}|\d{1,2}(?:,\d{2}){1,2},\d{3}|\d{1,7})(?:\\?[.,]\d{1,2})?(?!\d)"
_UNIT = r"(?:\s?(?:k|lakhs?|lacs?|lpa|l)(?![a-z]))"
_AMOUNT = rf"(?:{_MARK}[\s)*]{{0,3}}){{0,2}}{_NUMBER}(?:,-|\.-)?{_UNIT}?(?:\s?{_MARK})?"
_BETWEEN = (
    r"(?:\s{0,2}(?:gross )?(?:/|per |a |an )?\s?(?:years?|yr|hour|hr|month|annum|day)?(?:ly)?)?"
    r"[\s*]{0,3}(?:\\?-{1,3}|to|and|up to|until|through|/|to a maximum of|to maximum|"
    r"salary per year maximum of)[\s*]{0,3}"
)
_RANGE = re.compile(rf"(?<![\w.,$])({_AMOUNT})(?:({_BETWEEN})({_AMOUNT}))?")
_FIGURE = re.compile(_NUMBER)
_SCALED = re.compile(r"(\d)\s?(k|lakhs?|lacs?|lpa|l)(?![a-z])")
MAX_SUMS = 200
_BEFORE, _AFTER = 48, 80
"""How far from a currency mark its amount may stand."""


class Sum(NamedTuple):
    """One amount (low is high) or a range of money; low is None for "up to"."""

    low: float | None
    high: float | None
    currency: str
    start: int
    end: int


@cache
def _marks() -> tuple[Phrases, dict[str, str]]:
    content: dict[str, list[str]] = load("pay")["currencies"]
    marks = {mark: currency for currency, written in content.items() for mark in written}
    return Phrases(content, where="pay"), marks


@cache
def _signs() -> tuple[str, ...]:
    return tuple(mark for mark in _marks()[1] if len(mark) == 1)


@cue_list
def _words() -> Phrases:
    """Return the marks without a sign, as "usd"."""
    return Phrases({"word": [mark for mark in _marks()[1] if not any(sign in mark for sign in _signs())]}, where="pay")


def _number(written: str) -> float:
    """Read a figure in English, European, Swiss or Indian writing."""
    plain = written.replace("\\", "").replace("'", "").replace(" ", "").replace("\n", "").replace("\t", "")
    tail = re.search(r"[.,](\d{1,2})$", plain)
    whole = plain[: tail.start()] if tail else plain
    whole = re.sub(r"\D", "", whole)
    return float(f"{whole}.{tail.group(1)}") if tail else float(whole)


def _amount(written: str) -> float:
    figure = _FIGURE.search(written)
    assert figure is not None  # _AMOUNT holds one
    scale = _SCALED.search(written)
    return _number(figure.group()) * (_SCALE.get(scale.group(2), 1) if scale else 1)


def _currency(written: str) -> str | None:
    """Return the currency that the marks in a piece of text name; a country's dollar goes before the bare sign."""
    found = [label for label, _, _ in _marks()[0].find(written)]
    if not found:
        return None
    return next((label for label in found if label != "USD"), found[0])


def _windows(folded: str) -> list[tuple[int, int]]:
    """Return the stretches of text around currency marks, where amounts are looked for."""
    windows: list[tuple[int, int]] = []
    for _, start, end in _marks()[0].find(folded):
        low, high = max(0, start - _BEFORE), min(len(folded), end + _AFTER)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def _mentioned(said: Passage) -> bool:
    """Say whether a text names any currency."""
    folded = said.folded
    return bool(said.find(_words())) or any(sign in folded for sign in _signs())


def _read(match: re.Match[str]) -> Sum | None:
    """Return the sum that a match of _RANGE states, or None when no currency stands by it."""
    currency = _currency(match.group())
    if currency is None:
        return None
    first = _amount(match.group(1))
    if not match.group(3):
        return Sum(first, first, currency, match.start(), match.end())
    last = _amount(match.group(3))
    scale = _SCALED.search(match.group(3))
    if scale and not _SCALED.search(match.group(1)) and first < last:  # "120-150k"
        first *= _SCALE[scale.group(2)]
    return Sum(first, last, currency, match.start(), match.end()) if first <= last else None


def sums(text: str | Passage) -> list[Sum]:
    """Return the amounts and ranges of money with a currency in a text, in order.

    Only the first MAX_SUMS are read: a posting with more is a price list.
    """
    said = passage(text)
    folded = said.folded
    found: list[Sum] = []
    for low, high in _windows(folded) if _mentioned(said) else ():
        for match in _RANGE.finditer(folded, low, high):
            stated = _read(match)
            if stated is not None:
                found.append(stated)
            if len(found) >= MAX_SUMS:
                return found
    return found
