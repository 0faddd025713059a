"""Pay in all the forms salary fields have it in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.fields.money import number_of
from skilldemand.crawler.fields.salary import parse_salary, salary_from_columns

DEFINED = {
    "@type": "MonetaryAmount",
    "currency": "EUR",
    "value": {"@type": "QuantitativeValue", "minValue": 60000, "maxValue": 80000, "unitText": "YEAR"},
}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("66K–165K a year", (66000, 165000, None, "year")),
        ("$5,000to$7,500", (5000, 7500, None, None)),
        ("172000.0", (172000, 172000, None, None)),
        ("80000-127000", (80000, 127000, None, None)),
        ("$62K-$112K", (62000, 112000, None, "year")),
        ("US$120k - US$150k", (120000, 150000, "USD", "year")),
        ("$120-150K USD", (120000, 150000, "USD", "year")),
        ("CA$42k-CA$69k", (42000, 69000, "CAD", "year")),
        ("€60.000 – €75.000", (60000, 75000, "EUR", "year")),
        ("60 000 - 75 000 EUR", (60000, 75000, "EUR", "year")),
        ("£41K", (41000, 41000, "GBP", "year")),
        ("CHF 110'000 bis 130'000", (110000, 130000, "CHF", "year")),
        ("18 000 - 24 000 PLN net/month", (18000, 24000, "PLN", "month")),
        ("₹40K – ₹80K/mo", (40000, 80000, "INR", "month")),
        ("12 - 18 LPA INR", (1200000, 1800000, "INR", "year")),
        ("$72.49 - $96.06 Per Hour", (72.49, 96.06, None, "hour")),
        ("€500 per day", (500, 500, "EUR", "day")),
        ("$200k - $180k", (180000, 200000, None, "year")),
        (json.dumps(DEFINED), (60000, 80000, "EUR", "year")),
        (str(DEFINED), (60000, 80000, "EUR", "year")),
        (DEFINED, (60000, 80000, "EUR", "year")),
        ({"currency": "USD", "value": "45.5", "unitText": "HOUR"}, (45.5, 45.5, "USD", "hour")),
        ("['90000', '120000']", (90000, 120000, None, None)),
        (95000, (95000, 95000, None, None)),
    ],
)
def test_a_range_is_read(raw: object, expected: tuple[float, float, str | None, str | None]) -> None:
    (salary,) = parse_salary(raw)
    assert (salary.min, salary.max, salary.currency, salary.period) == expected
    assert salary.basis == "stated"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "None",
        "False",
        "true",
        "0",
        "0.0",
        "-1",
        "N/A",
        "[]",
        "Competitive",
        "76.0",
        "['95', '120']",
        "32,592 reviews",
        "401(k)",
        "25% bonus",
        "Milk & Honey, Inc",
        None,
        float("nan"),
        {},
        {"currency": "USD"},
        {"value": {"minValue": 0, "maxValue": 0}},
        "1e400",
        "9" * 400,
    ],
)
def test_what_states_no_pay_gives_none(raw: object) -> None:
    assert parse_salary(raw) == []


def test_the_place_says_whose_dollar_it_is() -> None:
    assert [parse_salary("$90,000", country)[0].currency for country in ("US", "CA", "SG", "DE", None)] == [
        "USD",
        "CAD",
        "SGD",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("raw", "basis"),
    [
        ("$62K-$112K (Glassdoor est.)", "estimated"),
        ("₹9L – ₹10L/yr (Glassdoor Est.)", "estimated"),
        ("₹9L – ₹10L/yr (Employer provided)", "stated"),
        ("$62K (Employer est.)", "stated"),
    ],
)
def test_an_estimate_of_the_job_site_is_told_from_the_employers_word(raw: str, basis: str) -> None:
    assert parse_salary(raw)[0].basis == basis


def test_an_end_of_nothing_is_no_end() -> None:
    (up_to,) = parse_salary("$0 - $100,000 a year", "US")
    (at_least,) = parse_salary("$100,000 - $0 a year", "US")
    assert (up_to.min, up_to.max) == (None, 100_000)
    assert (at_least.min, at_least.max) == (100_000, None)


def test_bonus_equity_and_on_target_earnings_are_no_base_pay() -> None:
    (salary,) = parse_salary("$120k - $150k base + $20k bonus, $200k OTE, 0.5% equity", "US")
    assert (salary.min, salary.max, salary.currency) == (120000, 150000, "USD")


def test_every_range_of_a_field_is_kept() -> None:
    salaries = parse_salary("New York: $100,000 - $120,000; London: £70,000 - £80,000", "US")
    assert [(s.min, s.max, s.currency) for s in salaries] == [(100000, 120000, "USD"), (70000, 80000, "GBP")]


def test_columns_of_their_own_make_one_range() -> None:
    (salary,) = salary_from_columns("60000", 80000.0, "eur", "yearly")
    assert (salary.min, salary.max, salary.currency, salary.period) == (60000, 80000, "EUR", "year")
    (salary,) = salary_from_columns(None, "45", "USD", "hour")
    assert (salary.min, salary.max, salary.period) == (None, 45, "hour")
    assert salary_from_columns(None, 0, "USD", "year") == []


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("1'234", 1234),
        ("12 000", 12000),
        ("1,20,000", 120000),
        ("60.000", 60000),
        ("72.49", 72.49),
        ("12,5", 12.5),
        ("x", None),
        ("", None),
        (True, None),
        (float("inf"), None),
    ],
)
def test_numbers_are_read_as_they_are_written(raw: object, value: float | None) -> None:
    assert number_of(raw) == value


WORDS = st.sampled_from(
    [
        "$",
        "€",
        "120",
        "k",
        "-",
        "to",
        " ",
        "/yr",
        "90,000",
        "90.000",
        "USD",
        "a year",
        "{",
        "}",
        "[",
        "'",
        '"',
        ":",
        "L",
        "0",
        "est.",
        "bonus",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map("".join), st.floats(), st.integers()))
def test_nothing_is_raised_and_ends_are_in_order(raw: object) -> None:
    for salary in parse_salary(raw, "US"):
        ends = [end for end in (salary.min, salary.max) if end is not None]
        assert ends == sorted(ends)
        assert ends[0] > 0
        assert salary.raw
