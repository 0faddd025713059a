"""Names and addresses in the one form in which they can be compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skilldemand.crawler.fields.identity import canonical_url, clean_line, employer_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Milchhof\n3.9", "Milchhof"),
        ("Milchhof\r\r\r\n3.9", "Milchhof"),
        ("  Milk &amp; Honey  ", "Milk & Honey"),
        ('"Milchhof"', "Milchhof"),
        ("Milk\xa0Ltd,", "Milk Ltd"),
        ("7-Eleven", "7-Eleven"),
        ("Route 3.9", "Route 3.9"),
        ("S&P Global", "S&P Global"),
        ("nan", None),
        ("", None),
        (None, None),
        (float("nan"), None),
        ("N/A", None),
        ("CafÃ© Nord", "Café Nord"),
    ],
)
def test_an_employer_has_its_bare_name(raw: object, name: str | None) -> None:
    assert employer_name(raw) == name


def test_a_title_is_one_line_without_markup() -> None:
    assert clean_line("  Data &amp; ML\n Engineer <b>(m/w/d)</b> ") == "Data & ML Engineer (m/w/d)"


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        (
            "HTTPS://Jobs.Dairy.example:443/a/B/?utm_source=x&id=7&gh_src=abc#apply",
            "https://jobs.dairy.example/a/B?id=7",
        ),
        ("https://www.linkedin.com/jobs/view/123?position=4&refId=x", "https://www.linkedin.com/jobs/view/123"),
        ("http://dairy.example:8080/#/job/12", "http://dairy.example:8080#/job/12"),
        ("https://dairy.example/jobs apply here", "https://dairy.example/jobs"),
        ("dairy.example/jobs", None),
        ("mailto:jobs@dairy.example", None),
        ("http://[broken", None),
        ("http://dairy.example:port/", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_has_one_form(raw: object, url: str | None) -> None:
    assert canonical_url(raw) == url


@given(st.one_of(st.text(max_size=60), st.text(max_size=40).map(lambda tail: "https://dairy.example/" + tail)))
def test_the_form_of_an_address_is_final(raw: str) -> None:
    url = canonical_url(raw)
    assert url is None or canonical_url(url) == url


@given(st.text(max_size=60))
@example("Î\x08\x80")  # a control character inside mojibake
@example("&#91;]")  # an entity inside a word for nothing
def test_the_form_of_a_name_is_final(raw: str) -> None:
    for clean in (employer_name, clean_line):
        name = clean(raw)
        assert name is None or clean(name) == name
