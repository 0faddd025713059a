"""Dates as postings state them."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}

_FIRST, _LAST = 1990, 2100  # a year outside is a number, not a date of a posting

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.0+)?")
_AGO = re.compile(
    r"(\d{1,4}|an?)\s?\+?\s?(minute|min|hour|hr|day|week|wk|month|mo|year|yr|h|d|w)s?\+?\s+ago", re.IGNORECASE
)
_DAYS = {"m": 0, "h": 0, "d": 1, "w": 7, "mo": 30, "y": 365}


def parse_date(raw: object, reference: date | None = None) -> str | None:
    """Return a date as ISO 8601: "2026-03-09", or "2026-03-09T14:05:00Z" where a time with its zone is stated.

    Understands ISO forms, "March 9, 2026", "9 Mar 2026", 9.3.2026, 3/9/2026, 20260309, epoch seconds and milliseconds
    as numbers or digits, and Python's own dates. With two numbers that could both be months, a slash reads as
    month/day (as postings from the United States write it), a full stop or hyphen as day.month. Relative dates
    ("Posted 3 days ago", "yesterday") need a `reference` date. Null when nothing can be known; nothing is raised.
    """
    if isinstance(raw, date):
        return _stamp(raw) if isinstance(raw, datetime) else _in_range(raw)
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, (int, float)):
        return _epoch(float(raw))
    text = str(raw)[:100].strip()
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    return _absolute(text) or (_relative(text.lower(), reference) if reference else None)


@lru_cache(maxsize=4096)  # a board repeats the same few dates
def _absolute(text: str) -> str | None:
    if found := _ISO.search(text):
        return _iso(found)
    if found := _YEAR_FIRST.search(text) or _COMPACT.fullmatch(text):
        return _day(found[1], found[2], found[3])
    return _by_numbers(text) or _by_month_name(text)


def _by_numbers(text: str) -> str | None:
    if found := _NUMERIC.search(text):
        first, second = int(found[1]), int(found[3])
        month_first = second > 12 or (found[2] == "/" and first <= 12)
        return _day(found[4], first, second) if month_first else _day(found[4], second, first)
    return None


def _by_month_name(text: str) -> str | None:
    if (found := _DAY_MONTH.search(text)) and (month := _MONTHS.get(found[2][:3].lower())):
        return _day(found[3], month, found[1])
    if (found := _MONTH_DAY.search(text)) and (month := _MONTHS.get(found[1][:3].lower())):
        return _day(found[3], month, found[2])
    return None


def _day(year: str, month: str | int, day: str | int) -> str | None:
    try:
        return _in_range(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _in_range(day: date) -> str | None:
    return day.isoformat() if _FIRST <= day.year <= _LAST else None


def _iso(found: re.Match[str]) -> str | None:
    day = _day(found[1], found[2], found[3])
    if day is None or found[4] is None or found[7] is None:
        return day  # a time without its zone cannot be put on the clock
    zone = found[7].upper().replace(":", "")
    zone = "+0000" if zone in ("Z", "UTC", "GMT") else zone
    try:
        return _stamp(datetime.strptime(f"{day} {found[4]}:{found[5]}:{found[6] or 0} {zone}", "%Y-%m-%d %H:%M:%S %z"))
    except (ValueError, OverflowError):
        return day


def _stamp(moment: datetime) -> str | None:
    if moment.tzinfo is None:
        return _in_range(moment.date())
    if not _FIRST <= moment.year <= _LAST:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _epoch(seconds: float) -> str | None:
    if seconds != seconds or abs(seconds) > 1e14:  # noqa: PLR0124  (not a number)
        return None
    if 19900101 <= seconds <= 21001231 and seconds == int(seconds):
        return _absolute(str(int(seconds)))
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    if seconds < 631_152_000:  # 1990-01-01: a smaller number counts something else
        return None
    return _stamp(datetime.fromtimestamp(seconds, UTC))


def _relative(text: str, reference: date) -> str | None:
    day = reference.date() if isinstance(reference, datetime) else reference
    if re.search(r"\b(?:today|just (?:now|posted)|moments? ago)\b", text):
        return day.isoformat()
    if "yesterday" in text:
        return (day - timedelta(days=1)).isoformat()
    found = _AGO.search(text)
    if found is None:
        return None
    count = 1 if found[1].startswith("a") else int(found[1])
    unit = found[2]
    days = _DAYS["mo" if unit.startswith("mo") else unit[0]]
    try:
        return _in_range(day - timedelta(days=days * count))
    except OverflowError:
        return None
