"""Numbers, currency signs and pay periods as people write them."""

import math
import re

from skilldemand.crawler.posting import Period

_CODES = (
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SGD", "HKD", "INR", "JPY", "CNY", "PLN", "SEK", "NOK", "DKK",
    "CZK", "HUF", "RON", "BGN", "ILS", "AED", "SAR", "ZAR", "BRL", "MXN", "ARS", "CLP", "COP", "TRY", "KRW", "TWD",
    "THB", "MYR", "PHP", "IDR", "VND", "PKR", "BDT", "LKR", "EGP", "NGN", "KES", "UAH", "RUB", "QAR", "KWD", "PEN",
)  # fmt: skip
_SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "₩": "KRW", "zł": "PLN", "₪": "ILS", "₺": "TRY", "₽": "RUB",
    "₴": "UAH", "₫": "VND", "₱": "PHP", "₦": "NGN", "฿": "THB", "rs.": "INR", "rs": "INR", "rmb": "CNY", "rm": "MYR",
    "us$": "USD", "usd$": "USD", "ca$": "CAD", "c$": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD", "aud$": "AUD",
    "nz$": "NZD", "s$": "SGD", "sg$": "SGD", "hk$": "HKD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "euro": "EUR",
    "euros": "EUR", "kč": "CZK", "pounds": "GBP",
}  # fmt: skip
_DOLLARS = {
    "US": "USD", "PR": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN",
}  # fmt: skip

_CODE = "|".join(_CODES)
_SIGN = (
    r"(?:US\$|USD\$|CAD\$|AUD\$|CA\$|AU\$|NZ\$|SG\$|HK\$|NT\$|MX\$|[CASR]\$|[$€£₹¥₩₪₺₽₴₫₱₦฿]|\bRs\.?|\bRM(?=\s?\d)|zł|Kč|"
    rf"\bEuros?\b|\bRMB\b|\b(?:{_CODE})\b|(?<=\d)(?:{_CODE})\b)"
)
_DIGITS = r"\d{1,3}(?:[,.'’ ]\d{2,3}){0,5}(?:[,.']\d{3}|[ ]\d{3})(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,4})?(?!\d)"
_SCALE = r"k\b|K(?=[A-Z])|mn?\b|l\b|lpa\b|lakhs?\b|lacs?\b|cr\b|crores?\b|tsd\b"
_EACH = r"(?:\s?(?:/|per|an?)\s?(?:year|yr|annum|hour|hr|h|month|mo|week|wk|day)\b)?"


def amount_pattern(suffix: str) -> str:
    """Return a pattern for one amount of money with the groups before, number, scale and after, each suffixed."""
    return (
        rf"(?:(?P<before{suffix}>{_SIGN})\s?)?(?P<number{suffix}>{_DIGITS})\s?(?P<scale{suffix}>{_SCALE})?"
        rf"(?:\s?(?P<after{suffix}>{_SIGN}))?{_EACH}"
    )


_PERIODS: dict[Period, str] = {
    "hour": r"\bhour|\bhr\b|/\s?h\b|\bph\b|\bhourly\b|\bstunde",
    "day": r"\bday\b|\bdaily\b|\bper diem\b|\btag\b|/\s?d\b",
    "week": r"\bweek|\bwk\b",
    "month": r"\bmonth|/\s?mo?\b|\bmo\b|\bp\.?m\b|\bmonat",
    "year": r"\byear|\byr\b|\bannu|\bp\.?a\b|/\s?ya?\b|\blpa\b|\bjahr",
}
PERIOD_WORDS = tuple((re.compile(pattern, re.IGNORECASE), period) for period, pattern in _PERIODS.items())
"""(pattern, period) in the order in which they are tried."""


def currency_of(text: str | None, country: str | None = None) -> str | None:
    """Return the ISO 4217 code of a sign or code; a bare "$" only with a country whose dollar it is."""
    if text is None:
        return None
    word = text.strip()
    code = word.upper()
    if code in _CODES:
        return code
    sign = _SIGNS.get(word.lower(), word)
    if sign == "$":
        return _DOLLARS.get(country or "")
    if sign in _CODES:
        return sign
    return next((found for found in re.findall(r"\b[A-Z]{3}\b", word) if found in _CODES), None)


def number_of(raw: object) -> float | None:
    """Return a number written in any of the usual ways: 1,234.50, 1.234,50, 1'234, 12 000, 1,20,000.

    A single separator before exactly three digits parts thousands, otherwise it is the decimal point. Null when it is
    no finite number.
    """
    if raw is None or isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return float(raw) if abs(raw) < 1e300 and math.isfinite(raw) else None
    text = re.sub(r"[\s'’]", "", str(raw))[:40].strip("$€£₹")
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", text, re.ASCII):
        return None
    separators = re.findall(r"[.,]", text)
    if separators:
        last = separators[-1]
        digits_behind = len(text) - text.rindex(last) - 1
        whole = digits_behind == 3 if len(set(separators)) == 1 else False
        if len(separators) > 1 and len(set(separators)) == 1:
            whole = True
        if whole:
            text = text.replace(last, "")
        else:
            head, _, tail = text.rpartition(last)
            text = re.sub(r"[.,]", "", head) + "." + tail
    value = float(text)
    return value if math.isfinite(value) else None
