"""Dates in all the forms postings have them in."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.fields.dates import parse_date

TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("raw", "parsed"),
    [
        ("2026-03-09", "2026-03-09"),
        ("2026-3-9", "2026-03-09"),
        ("2026-03-09T14:05:00Z", "2026-03-09T14:05:00Z"),
        ("2026-03-09T14:05:00.123+02:00", "2026-03-09T12:05:00Z"),
        ("2026-03-09 14:05:00 UTC", "2026-03-09T14:05:00Z"),
        ("2026-03-09T14:05:00", "2026-03-09"),
        ("Posted on 2026-03-09", "2026-03-09"),
        ("2026/03/09", "2026-03-09"),
        ("20260309", "2026-03-09"),
        (20260309, "2026-03-09"),
        ("March 9, 2026", "2026-03-09"),
        ("Mar. 9 2026", "2026-03-09"),
        ("9 March 2026", "2026-03-09"),
        ("9th of March, 2026", "2026-03-09"),
        ("Mon, 09 Mar 2026 14:05:00 GMT", "2026-03-09"),
        ("02-Aug-2022", "2022-08-02"),
        ("9.3.2026", "2026-03-09"),
        ("3/9/2026", "2026-03-09"),
        ("23/9/2026", "2026-09-23"),
        ("09-03-2026", "2026-03-09"),
        (1773065100, "2026-03-09T14:05:00Z"),
        (1773065100000, "2026-03-09T14:05:00Z"),
        ("1773065100", "2026-03-09T14:05:00Z"),
        ("1773065100000", "2026-03-09T14:05:00Z"),
        (date(2026, 3, 9), "2026-03-09"),
        (datetime(2026, 3, 9, 14, 5, tzinfo=UTC), "2026-03-09T14:05:00Z"),
        (datetime(2026, 3, 9, 14, 5, tzinfo=timezone(timedelta(hours=2))), "2026-03-09T12:05:00Z"),
        (datetime(2026, 3, 9, 14, 5), "2026-03-09"),  # noqa: DTZ001
        (None, None),
        ("", None),
        ("null", None),
        (True, None),
        (0, None),
        (float("nan"), None),
        ("2026-02-30", None),
        ("0009-03-09", None),
        ("soon", None),
        ("Posted 3 days ago", None),
    ],
)
def test_a_date_is_read(raw: object, parsed: str | None) -> None:
    assert parse_date(raw) == parsed


@pytest.mark.parametrize(
    ("raw", "parsed"),
    [
        ("Posted 3 days ago", "2026-03-17"),
        ("30+ days ago", "2026-02-18"),
        ("a week ago", "2026-03-13"),
        ("2 months ago", "2026-01-19"),
        ("5 hours ago", "2026-03-20"),
        ("10 mins ago", "2026-03-20"),
        ("Just posted", "2026-03-20"),
        ("yesterday", "2026-03-19"),
        ("9999 years ago", None),
    ],
)
def test_a_relative_date_needs_a_reference(raw: str, parsed: str | None) -> None:
    assert parse_date(raw, TODAY) == parsed
    assert parse_date(raw) is None


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.dates(), st.datetimes(), st.binary(max_size=20)))
def test_nothing_is_raised_and_every_result_is_iso(raw: object) -> None:
    parsed = parse_date(raw, TODAY)
    assert parsed is None or (datetime.fromisoformat(parsed) and parse_date(parsed) == parsed)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_date_survives_every_way_of_writing_it(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d", "%Y/%m/%d", "%d-%b-%Y"):
        assert parse_date(day.strftime(form)) == day.isoformat()
