"""Remote, hybrid or on site."""

import pytest

from skilldemand.crawler.fields.workplace import parse_workplace


@pytest.mark.parametrize(
    ("raw", "workplace"),
    [
        ("Remote", "remote"),
        ("TELECOMMUTE", "remote"),
        ("Remote - US only", "remote"),
        ("Work from home", "remote"),
        (True, "remote"),
        ("True", "remote"),
        ("1", "remote"),
        ("fully_remote", "remote"),
        ("Anywhere", "remote"),
        ("hybrid", "hybrid"),
        ("London (Hybrid)", "hybrid"),
        ("Remote or on-site", "hybrid"),
        ("On-site", "onsite"),
        ("onsite", "onsite"),
        ("In office", "onsite"),
        ("No remote", "onsite"),
        ("Not remote", "onsite"),
        (False, None),
        ("False", None),
        ("", None),
        (None, None),
        ("Berlin", None),
        (float("nan"), None),
    ],
)
def test_a_workplace_is_read(raw: object, workplace: str | None) -> None:
    assert parse_workplace(raw) == workplace
