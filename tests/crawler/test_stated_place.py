import pytest

from skilldemand.crawler.fields.stated_place import country_code, distinct, stated_place
from skilldemand.crawler.posting import Place


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Spain", "ES"),
        ("us", "US"),
        ("United States of America", "US"),
        ("USA", "US"),
        ("Atlantis", None),
        (None, None),
    ],
)
def test_a_country_is_known_by_name_or_code(name: str | None, code: str | None) -> None:
    assert country_code(name) == code


def test_parts_are_taken_as_stated_and_joined_where_there_is_no_line() -> None:
    assert stated_place(city="Graz", country="Austria") == Place(raw="Graz, Austria", city="Graz", country="AT")
    assert stated_place(raw="Our hub", city="Graz", country="at") == Place(raw="Our hub", city="Graz", country="AT")


def test_a_line_alone_is_read_where_it_names_one_place() -> None:
    assert stated_place(raw="Berlin, Germany") == Place(raw="Berlin, Germany", city="Berlin", country="DE")
    assert stated_place(raw="Berlin; Paris") == Place(raw="Berlin; Paris")


def test_the_line_tells_the_country_where_no_field_does() -> None:
    place = stated_place(raw="Austin, TX", city="Austin", region="Texas")
    assert place is not None
    assert place.country == "US"


def test_nothing_stated_is_no_place() -> None:
    assert stated_place(raw=" ", city=None, country="") is None
    assert distinct([None, Place(raw="A"), Place(raw="A")]) == [Place(raw="A")]
