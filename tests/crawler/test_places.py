"""Places in all the forms location fields have them in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skilldemand.crawler.fields.places import parse_places

BERLIN = {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "DEU", "addressLocality": "Berlin"}}

CUT_SHORT = (
    '[{"@type": "Place", "address": {"addressCountry": "ITA", "addressLocality": "Milan"}}, '
    '{"@type": "Place", "address": {"addressCountry": "DEU", "addressLocality": "Bonn", "geo": {"@ty'
)


@pytest.mark.parametrize(
    ("raw", "city", "region", "country"),
    [
        ("Berlin, DE", "Berlin", None, "DE"),
        ("Dover, DE", "Dover", "DE", "US"),
        ("Aalen, DE", "Aalen", None, None),
        ("San Jose, CA 95112", "San Jose", "CA", "US"),
        ("Toronto, ON", "Toronto", "ON", "CA"),
        ("Perth, WA", "Perth", "WA", "AU"),
        ("Bengaluru, IN", "Bengaluru", None, "IN"),
        ("Evansville, IN", "Evansville", "IN", "US"),
        ("Leiden, ZH, NL", "Leiden", "ZH", "NL"),
        ("Boise, Idaho, United States", "Boise", "Idaho", "US"),
        ("Texas, United States", None, "Texas", "US"),
        ("California", None, "California", "US"),
        ("Georgia", None, None, None),
        ("CA", None, None, None),
        ("TX", None, "TX", "US"),
        ("GBR", None, None, "GB"),
        ("Remote - United Kingdom", None, None, "GB"),
        ("Remote (Germany)", None, None, "DE"),
        ("Remote - US only", None, None, "US"),
        ("London, UK (hybrid)", "London", None, "GB"),
        ("Paris office", "Paris", None, "FR"),
        ("HQ: Hyderābād", "Hyderābād", None, "IN"),
        ("Greater Boston", "Boston", None, "US"),
        ("India - Bengaluru", "Bengaluru", None, "IN"),
        ("US-CA-Menlo Park", "Menlo Park", "CA", "US"),
        ("United States, Washington, Redmond", "Redmond", "Washington", "US"),
        ("12 Long Street, Austin, TX 78701, US", "Austin", "TX", "US"),
        ("Kleinstadt", "Kleinstadt", None, None),
        (BERLIN, "Berlin", None, "DE"),
        (str(BERLIN), "Berlin", None, "DE"),
        ("['Oslo, Norway']", "Oslo", None, "NO"),
        ('[{"name": "Columbia, MO"}]', "Columbia", "MO", "US"),
    ],
)
def test_one_place(raw: object, city: str | None, region: str | None, country: str | None) -> None:
    (place,) = parse_places(raw)
    assert (place.city, place.region, place.country) == (city, region, country)
    assert place.raw


@pytest.mark.parametrize(
    ("raw", "cities"),
    [
        ("Oslo / Bergen", ["Oslo", "Bergen"]),
        ("Paris; Lyon | Lille", ["Paris", "Lyon", "Lille"]),
        ("San Francisco or Palo Alto, CA", ["San Francisco", "Palo Alto"]),
        ('["Linz", "Vienna", "Linz"]', ["Linz", "Vienna"]),
        ([BERLIN, {"address": {"addressLocality": "Rome", "addressCountry": {"name": "Italy"}}}], ["Berlin", "Rome"]),
        (CUT_SHORT, ["Milan", "Bonn"]),
    ],
)
def test_several_places(raw: object, cities: list[str]) -> None:
    assert [place.city for place in parse_places(raw)] == cities


@pytest.mark.parametrize(
    "raw", ["", None, "Remote", "EMEA", "Anywhere", "Hybrid / Remote", "[]", "n/a", {}, [], float("nan")]
)
def test_what_names_no_place_gives_none(raw: object) -> None:
    assert parse_places(raw) == []


WORDS = st.sampled_from(
    [
        "Remote",
        "Berlin",
        "CA",
        "DE",
        ",",
        " - ",
        "(",
        ")",
        "/",
        ";",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        ":",
        "US",
        "12345",
        "Georgia",
        "Greater ",
        " or ",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map("".join)))
def test_nothing_is_raised_and_countries_are_codes(raw: str) -> None:
    for place in parse_places(raw):
        assert place.raw.strip()
        assert place.country is None or (len(place.country) == 2 and place.country.isupper())
        assert "" not in (place.city, place.region)
