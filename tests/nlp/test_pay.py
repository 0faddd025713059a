import pytest

from skilldemand.nlp.passage import read
from skilldemand.nlp.pay import Salary, salary_of


@pytest.mark.parametrize(
    ("text", "salary"),
    [
        ("The base salary range is $120,000 - $150,000 per year.", (120_000, 150_000, "USD", "year")),
        ("Pay: £45 - £60 per hour", (45, 60, "GBP", "hour")),
        ("Gross salary of €4.200 to €5.100 per month", (4_200, 5_100, "EUR", "month")),
        ("Day rate: £500 - £600", (500, 600, "GBP", "day")),
        ("CTC: 18 - 24 LPA", (1_800_000, 2_400_000, "INR", "year")),
        ("Salary up to $180,000", (None, 180_000, "USD", "year")),
        ("Salary: $130k DOE", (130_000, 130_000, "USD", "year")),
        ("The range is $140,000 - $180,000 cash, $10,000 - $50,000 in equity", (140_000, 180_000, "USD", "year")),
        ("Pay range Oregon: $90,000 - $100,000. Pay range Ohio: $80,000 - $95,000.", (80_000, 100_000, "USD", "year")),
        ("CHF 110'000 - 130'000 salary", (110_000, 130_000, "CHF", "year")),
        ("We raised $50M from investors.", None),
        ("A learning budget of $2,000 and a stipend of $500.", None),
        ("The salary is competitive.", None),
    ],
)
def test_the_salary_is_told_from_other_sums(text, salary):
    found, place = salary_of(read(text))
    assert (found and (found.min, found.max, found.currency, found.period)) == salary
    assert (place is None) == (salary is None)


def test_the_place_tells_whose_dollar_it_is():
    found, _ = salary_of(read("salary: $90,000 to $110,000"), "Toronto, ON")
    assert found == Salary(min=90_000, max=110_000, currency="CAD", period="year")


def test_whole_figures_are_whole():
    found, _ = salary_of(read("pay: $80.00 - $97.50/hr"))
    assert found is not None
    assert (repr(found.min), repr(found.max)) == ("80", "97.5")
