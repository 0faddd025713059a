"""Numbers are written the same way everywhere."""

from datetime import UTC, date, datetime

import pytest

from skilldemand.reports import numbers


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "<0.1 %"),
        (0.004, "0.4 %"),
        (0.0194, "1.9 %"),
        (0.0196, "2 %"),
        (0.414, "41 %"),
        (1.0, "100 %"),
        (None, numbers.DASH),
    ],
)
def test_percent(share: float | None, text: str) -> None:
    assert numbers.percent(share) == text


def test_bounds_have_the_decimals_of_the_share() -> None:
    assert numbers.share_with_interval({"share": 0.41, "lo": 0.372, "hi": 0.449}) == "41 % (37–45)"
    assert numbers.share_with_interval({"share": 0.012, "lo": 0.008, "hi": 0.021}) == "1.2 % (0.8–2.1)"
    assert numbers.share_with_interval({"share": None, "lo": None, "hi": None}) == "–"
    assert numbers.share_with_interval({"share": 0.41, "lo": None, "hi": None}) == "41 %"


def test_rank_ranges() -> None:
    assert numbers.rank_range({"rank_lo": 1, "rank_hi": 1}) == "1"
    assert numbers.rank_range({"rank_lo": 2, "rank_hi": 4}) == "2–4"
    assert numbers.rank_range({"rank_lo": None, "rank_hi": None}) == "–"


def test_dates_and_counts() -> None:
    assert numbers.count(14652) == "14,652"
    assert numbers.plural(1, "employer", "employers") == "1 employer"
    assert numbers.window(date(2024, 1, 3), date(2024, 9, 30)) == "3 January 2024 to 30 September 2024"
    assert numbers.window(None, None) == "undated postings"
    assert numbers.moment(datetime(2024, 9, 3, 14, 5, tzinfo=UTC)) == "3 September 2024, 14:05 UTC"
