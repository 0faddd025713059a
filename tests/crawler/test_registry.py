import pytest

from skilldemand.crawler.errors import BoardsError
from skilldemand.crawler.registry import load_registry, parse_source

GOOD = """
source: acme
title: Acme
policy:
  family: feed
  service: acme.example
  hosts: [acme.example]
  pace_seconds: 1
  terms: {note: open, checked_on: '2026-01-01'}
boards: [{slug: all}]
"""


def test_the_registry_seeds_at_least_400_boards_and_27_sources() -> None:
    registry = load_registry()
    assert len(registry) >= 27
    assert sum(len(source.boards) for source in registry.values() if source.policy.enabled) >= 400


def test_sources_that_are_off_say_why() -> None:
    for source in load_registry().values():
        assert source.policy.enabled or source.policy.disabled_reason


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("title: Acme", "title: 3"), "title"),
        (("pace_seconds: 1", "pace_seconds: fast"), "pace_seconds"),
        (("family: feed", "family: magic"), "family"),
        (("[{slug: all}]", "[{slug: all}, {slug: all}]"), "stands twice"),
        (("source: acme", "source: other"), "expected the file's own name"),
        (("hosts: [acme.example]", "hosts: [acme.example]\n  enabled: false"), "disabled_reason"),
        (("title: Acme", "title: [Acme"), "not valid YAML"),
        (("title: Acme", "title: &name Acme\nhomepage: *name"), "write out what &name holds"),
    ],
)
def test_a_wrong_file_is_named_with_its_field(change: tuple[str, str], message: str) -> None:
    with pytest.raises(BoardsError, match=r"acme\.yml") as error:
        parse_source(GOOD.replace(*change), "acme.yml")
    assert message in str(error.value)


def test_a_good_file_is_read() -> None:
    assert parse_source(GOOD, "acme.yml").boards[0].slug == "all"
