import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.nlp.cues import fold
from skilldemand.nlp.money import MAX_SUMS, sums


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("$120,000 - $150,000", 120_000, 150_000, "USD"),
        ("$120k\u2013150k", 120_000, 150_000, "USD"),
        ("£55,000.00 to £70,000.00", 55_000, 70_000, "GBP"),
        ("CHF 110'000 - 130'000", 110_000, 130_000, "CHF"),
        ("€3.500,00 - €4.500,00", 3_500, 4_500, "EUR"),
        ("₹12,00,000 - ₹18,00,000", 1_200_000, 1_800_000, "INR"),
        ("12-18 LPA", 1_200_000, 1_800_000, "INR"),
        ("C$90,000", 90_000, 90_000, "CAD"),
        ("129,400.00 to 182,750.00 USD", 129_400, 182_750, "USD"),
        ("$97.50", 97.5, 97.5, "USD"),
    ],
)
def test_sums_are_read_in_many_ways_of_writing(text, low, high, currency):
    (found,) = sums(fold(text))
    assert (found.low, found.high, found.currency) == (low, high, currency)


@given(st.text(alphabet="$€1234567890,.'k- tolakh", max_size=80))
def test_any_text_is_read_and_ranges_are_in_order(text):
    for found in sums(fold(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.high


def test_a_price_list_is_not_read_to_its_end():
    assert len(sums("$1 for tea. " * 1_000)) == MAX_SUMS
