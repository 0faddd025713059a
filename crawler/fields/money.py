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
    "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "₩": "KRW", "zł": "PLN", "₪": "ILS", "₺": "TRY", "₽": "RUB", "₴": "UAH",
    "₫": "VND", "₱": "PHP", "₦": "NGN", "฿": "THB", "rs.": "INR", "rs": "INR", "inr": "INR", "rmb": "CNY", "us$": "USD", "usd$": "USD", "ca$": "CAD",
    "c$": "CAD", "cad$": "CAD", "a$": "AUD", "au$": "AUD", "aud$": "AUD", "nz$": "NZD", "s$": "SGD", "sg$": "SGD", "hk$": "HKD",
    "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "rm": "MYR", "euro": "EUR", "euros": "EUR", "kč": "CZK", "ft": "HUF", "pounds": "GBP",
    "dollars": "$",
}  # fmt: skip
_DOLLARS = {
    "US": "USD",
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "SG": "SGD",
    "HK": "HKD",
    "TW": "TWD",
    "MX": "MXN",
    "PR": "USD",
}

_SIGN = r"(?:US\$|USD\$|CAD\$|AUD\$|CA\$|AU\$|NZ\$|SG\$|HK\$|NT\$|MX\$|[CASR]\$|[$€£₹¥₩₪₺₽₴₫₱₦฿]|\bRs\.?|\bRM(?=\s?\d)|zł|Kč|\bEuros?\b|"
_SIGN += r"\bRMB\b|\b(?:" + "|".join(_CODES) + r")\b|(?<=\d)(?:" + "|".join(_CODES) + r")\b)"
_DIGITS = r"\d{{1,3}}(?:[,.'’ ]\d{{2,3}})*(?:[,.']\d{{3}}|[ ]\d{{3}})(?:[.,]\d{{1,2}})?(?!\d)|\d{{1,12}}(?:[.,]\d{{1,4}})?(?!\d)"
AMOUNT = (
    rf"(?:(?P<before{{0}}>{_SIGN.replace('{', '{{').replace('}', '}}')})\s?)?(?P<number{{0}}>{_DIGITS})"
    r"\s?(?P<scale{0}>k\b|K(?=[A-Z])|mn?\b|l\b|lpa\b|lakhs?\b|lacs?\b|cr\b|crores?\b|tsd\b)?"
    rf"(?:\s?(?P<after{{0}}>{_SIGN.replace('{', '{{').replace('}', '}}')}))?"
    r"(?:\s?(?:/|per|an?)\s?(?:year|yr|annum|hour|hr|h|month|mo|week|wk|day)\b)?"
)
"""Pattern of one amount of money with named groups before, number, scale and after, each with the suffix {0}."""

PERIOD_WORDS: tuple[tuple[re.Pattern[str], Period], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), period)
    for pattern, period in (
        (r"\bhour|\bhr\b|/\s?h\b|\bph\b|\bhourly\b|\bstunde", "hour"),
        (r"\bday\b|\bdaily\b|\bper diem\b|\btag\b|/\s?d\b", "day"),
        (r"\bweek|\bwk\b", "week"),
        (r"\bmonth|/\s?mo?\b|\bmo\b|\bp\.?m\b|\bmonat", "month"),
        (r"\byear|\byr\b|\bannu|\bp\.?a\b|/\s?ya?\b|\byearly\b|\blpa\b|\bjahr", "year"),
    )
)


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

    A single separator before exactly three digits parts thousands, otherwise it is the decimal point. Null when it is no
    finite number.
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
