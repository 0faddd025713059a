"""Pay that a source states in fields of its own: minimum, maximum, currency, period."""

from typing import Any, Literal

from skilldemand.crawler.posting import Period, Salary

_PERIODS: dict[str, Period] = {
    "year": "year", "yearly": "year", "annual": "year", "annually": "year", "per annum": "year", "pa": "year",
    "1 year": "year", "per-year-salary": "year", "fyear": "year",
    "month": "month", "monthly": "month", "1 month": "month", "per-month-salary": "month",
    "week": "week", "weekly": "week", "1 week": "week", "per-week-salary": "week",
    "day": "day", "daily": "day", "1 day": "day", "per-day-wage": "day", "pd": "day",
    "hour": "hour", "hourly": "hour", "1 hour": "hour", "per-hour-wage": "hour", "ph": "hour",
}  # fmt: skip


def period_of(raw: Any) -> Period | None:
    """Return the period that a source's word names, None for an unknown or absent one."""
    return _PERIODS.get(str(raw).strip().lower().replace("_", " ")) if raw else None


def amount_of(raw: Any) -> float | None:
    """Return a positive amount from a number or its text; 0, null and anything else is absent."""
    if isinstance(raw, bool) or raw is None:
        return None
    try:
        value = float(str(raw).replace(",", "").strip())
    except ValueError:
        return None
    return value if 0 < value < 1e12 else None


def stated_pay(
    minimum: Any,
    maximum: Any,
    currency: Any,
    period: Any,
    *,
    title: str | None = None,
    basis: Literal["stated", "text", "estimated"] = "stated",
) -> list[Salary]:
    """Return the range as a list of one, empty when neither end is stated; swapped ends are put in order."""
    low, high = amount_of(minimum), amount_of(maximum)
    if low is None and high is None:
        return []
    if low is not None and high is not None and low > high:
        low, high = high, low
    code = str(currency).strip().upper() if currency else None
    raw = " ".join(str(part) for part in (minimum, maximum, currency, period) if part not in (None, ""))
    return [
        Salary(
            raw=raw,
            min=low,
            max=high,
            currency=code if code and len(code) == 3 and code.isalpha() else None,
            period=period_of(period),
            basis=basis,
            title=title,
        )
    ]
