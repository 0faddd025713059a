"""Pay as postings state it in a field of its own: strings, numbers and JSON-LD MonetaryAmount."""

import math
import re

from skilldemand.crawler.fields.identity import present
from skilldemand.crawler.fields.money import PERIOD_WORDS, amount_pattern, currency_of, number_of
from skilldemand.crawler.fields.structures import as_structure
from skilldemand.crawler.posting import Period, Salary

_TO = r"(?:-|–|—|~|\bto\b|to(?=[^\w\s])|\bbis\b|\band\b)"
_RANGE = re.compile(
    rf"(?<![\w.,])(?P<low>{amount_pattern('1')})(?:\s*{_TO}\s*(?P<high>{amount_pattern('2')}))?", re.IGNORECASE
)
_NOT_BASE = re.compile(
    r"\b(?:ote|on[- ]target|bonus|equity|stock|options|commission|sign[- ]?on|benefits?)\b", re.IGNORECASE
)
_ESTIMATE = re.compile(r"\b(?:glassdoor|indeed|linkedin|our)?\s*est(?:\.|imated?)|\bestimat", re.IGNORECASE)
_BY_EMPLOYER = re.compile(r"\bemployer\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PROSE = re.compile(r"[^\W\d_]{4}")
_LEAST = 1000  # a bare number below it counts hours, thousands or nothing: its unit cannot be known
_LEAST_BY_YEAR = 15_000  # in the currencies below, pay of this height is stated by the year where nothing else is said
_BY_YEAR = frozenset({"USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SGD"})
_MOST = 1e12
_MOST_RANGES = 12


def parse_salary(raw: object, country: str | None = None) -> list[Salary]:
    """Return the base pay ranges in a raw salary field, in order; empty when it states none that can be read.

    `country` (ISO 3166-1 alpha-2) says whose "$" it is; without it a bare "$", or no sign at all, leaves the currency
    null. The period is what the field states, or year where the height leaves no doubt, or null. Amounts marked as
    bonus, equity or on-target earnings are left out. Estimates of a job site have basis "estimated".
    """
    text = present(raw)
    if text is None or text.lower() in ("false", "true"):
        return []
    structure = as_structure(raw)
    if isinstance(structure, dict):
        return _from_json_ld(structure, text)
    if isinstance(structure, list):
        amounts = [entry for entry in structure[:_MOST_RANGES] if isinstance(entry, dict)]
        if amounts:
            return [salary for entry in amounts for salary in _from_json_ld(entry, text)]
        return salary_from_columns(structure[0], structure[-1], raw=text) if 1 <= len(structure) <= 2 else []
    if _NUMBER.fullmatch(text):
        return salary_from_columns(text, text, raw=text)
    return _from_text(text[:2000], country)


def salary_from_columns(
    low: object, high: object, currency: object = None, period: object = None, raw: str | None = None
) -> list[Salary]:
    """Return the range that separate fields state; empty when neither end is a usable amount of money."""
    least, most = number_of(low), number_of(high)
    by = period_of(present(period))
    code = currency_of(present(currency))
    ends = [end for end in (least, most) if end is not None and 0 < end < _MOST]
    if not ends or (max(ends) < _LEAST and by is None):
        return []
    if raw is None:
        raw = " ".join(word for word in (_shown(low), "-", _shown(high), present(currency), present(period)) if word)
    return [
        Salary(
            raw=raw,
            min=min(ends) if least in ends else None,
            max=max(ends) if most in ends else None,
            currency=code,
            period=by or _period_by_height(max(ends), code),
        )
    ]


def _shown(value: object) -> str:
    return present(value) or ""


def period_of(word: str | None) -> Period | None:
    """Return the period that a word such as YEAR, "per hour", "/mo" or "annually" means."""
    if word is None:
        return None
    for pattern, period in PERIOD_WORDS:
        if pattern.search(word):
            return period
    return None


def _period_by_height(amount: float, currency: str | None) -> Period | None:
    return "year" if currency in _BY_YEAR and amount >= _LEAST_BY_YEAR else None


def _from_json_ld(amount: dict[str, object], raw: str) -> list[Salary]:
    value = amount.get("value", amount)
    inner = value if isinstance(value, dict) else {"value": value}
    low = inner.get("minValue", inner.get("min", inner.get("value")))
    high = inner.get("maxValue", inner.get("max", inner.get("value")))
    unit = inner.get("unitText", amount.get("unitText", inner.get("period")))
    currency = amount.get("currency", inner.get("currency", amount.get("salaryCurrency")))
    return salary_from_columns(low, high, currency, unit, raw)


def _from_text(text: str, country: str | None) -> list[Salary]:
    found = [match for match in _RANGE.finditer(text) if not _is_no_base_pay(text, match)][:_MOST_RANGES]
    salaries = [_salary(text, match, country) for match in found]
    return [salary for salary in salaries if salary is not None]


def _is_no_base_pay(text: str, match: re.Match[str]) -> bool:
    behind = re.split(r"[,;+(|\n]|\d", text[match.end() : match.end() + 40], maxsplit=1)[0]
    before = re.split(r"[,;(|\n]|\d", text[max(0, match.start() - 25) : match.start()])[-1]
    return bool(
        text[match.end() : match.end() + 2].lstrip().startswith("%")
        or _NOT_BASE.search(behind)
        or _NOT_BASE.search(before)
    )


def _salary(text: str, match: re.Match[str], country: str | None) -> Salary | None:
    low, high = _amount(match, "1"), _amount(match, "2")
    scale_low, scale_high = match["scale1"], match["scale2"]
    if low is not None and high is not None and scale_high and not scale_low and low < high / _LEAST * 10:
        low *= high / (number_of(match["number2"]) or 1)  # "$120-150K"
    signs = [match[name] for name in ("before1", "after1", "before2", "after2") if match[name]]
    code = _first_currency(signs, None) or _first_currency(signs, country) or (None if signs else currency_of(text))
    ends = sorted(end for end in (low, high) if end)  # an end of 0 is none
    by = period_of(text[match.start() : match.end() + 25]) or (period_of(text) if len(text) < 200 else None)
    if not ends or not 0 < ends[-1] < _MOST or (ends[-1] < _LEAST and by is None):
        return None
    if by is None and not (code or signs or scale_low or scale_high) and _PROSE.search(text):
        return None  # "32,592 reviews"
    by = by or _period_by_height(ends[-1], code) or ("year" if scale_low or scale_high else None)
    estimated = bool(_ESTIMATE.search(text)) and not _BY_EMPLOYER.search(text)
    return Salary(
        raw=text,
        min=ends[0] if low else None,
        max=ends[-1] if high != 0 else None,
        currency=code,
        period=by,
        basis="estimated" if estimated else "stated",
    )


def _first_currency(signs: list[str], country: str | None) -> str | None:
    return next((code for sign in signs if (code := currency_of(sign, country))), None)


def _amount(match: re.Match[str], end: str) -> float | None:
    digits = match[f"number{end}"]
    value = number_of(digits) if digits else None
    if value is None:
        return None
    factor = {"k": 1e3, "m": 1e6, "l": 1e5, "cr": 1e7}
    scale = (match[f"scale{end}"] or "").lower()
    key = next((key for key in ("cr", "k", "m", "l") if scale.startswith(key) or (key == "k" and scale == "tsd")), None)
    amount = value * (factor[key] if key else 1)
    return amount if math.isfinite(amount) else None
