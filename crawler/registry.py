"""The board registry: one YAML file a source with its policy and its boards, and the boards that were retired."""

from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

import msgspec
import yaml

from skilldemand.crawler.errors import BoardsError
from skilldemand.crawler.yaml_text import load_yaml


class Quota(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How many requests a source's terms allow in one period."""

    requests: int
    per: Literal["hour", "day"]


class Terms(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What the source says about being read."""

    url: str | None = None
    note: str
    checked_on: str
    """Date on which the terms were last looked up."""


class Policy(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How one source may be read; enforced by the politeness middleware."""

    family: Literal["whole_board", "paged", "list_detail", "feed", "thread", "sitemap"]
    service: str
    """All hosts of one service share one pacing slot."""
    hosts: list[str]
    """Hosts that requests may go to; "*.example.com" stands for every subdomain; [] for boards that name their own."""
    pace_seconds: float
    """Least time between two requests to the service."""
    quota: Quota | None = None
    robots: Literal["obey", "documented"] = "obey"
    """`documented`: an API offered for the purpose; an unreadable robots.txt does not stop it, a Disallow does."""
    validators: Literal["etag", "last_modified", "both", "none"] = "none"
    terms: Terms
    attribution: str | None = None
    """Sentence that the source asks for wherever its postings are shown."""
    enabled: bool = True
    disabled_reason: str | None = None
    key_env: list[str] = []
    """Environment variables that hold the keys this source needs."""


class Expect(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a healthy visit of the board gives."""

    min_postings: int = 0


class Board(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One employer's board on a source; for a feed, the feed itself."""

    slug: str
    company: str | None = None
    tags: list[str] = []
    expect: Expect = Expect()
    options: dict[str, Any] = {}
    """What this source needs beside the slug, e.g. host, site, region."""

    def option(self, name: str) -> str:
        """Return an option that the source cannot do without; raises BoardsError naming board and option."""
        value = self.options.get(name)
        if not isinstance(value, str) or not value:
            raise BoardsError(
                f"board {self.slug}: options.{name} is {value!r}, expected text. Give it in the board's registry line."
            )
        return value


class Source(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One file of the registry."""

    source: str
    title: str
    policy: Policy
    boards: list[Board]


@lru_cache(maxsize=256)
def parse_source(text: str, filename: str) -> Source:
    """Return the source of one registry file; raises BoardsError naming file, field, value and what was expected."""
    try:
        source = msgspec.convert(load_yaml(text), Source)
    except yaml.YAMLError as error:
        raise BoardsError(f"{filename}: not valid YAML: {error}. Mend the line named above.") from error
    except msgspec.ValidationError as error:
        raise BoardsError(f"{filename}: {error}. The fields are described in crawler/registry.py.") from error
    _check(source, filename)
    return source


def _check(source: Source, filename: str) -> None:
    if f"{source.source}.yml" != filename:
        raise BoardsError(f"{filename}: field 'source' is {source.source!r}, expected the file's own name.")
    if not source.policy.enabled and not source.policy.disabled_reason:
        raise BoardsError(f"{filename}: policy.enabled is false; expected a disabled_reason beside it.")
    seen: set[str] = set()
    for board in source.boards:
        if board.slug in seen:
            raise BoardsError(f"{filename}: board {board.slug!r} stands twice. Delete one of the two.")
        seen.add(board.slug)


@cache
def load_registry() -> dict[str, Source]:
    """Return all sources by name, in alphabetical order; raises BoardsError on the first file that is wrong."""
    folder = resources.files("skilldemand.crawler") / "boards"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yml")), key=lambda entry: entry.name)
    sources = [parse_source(entry.read_text("utf-8"), entry.name) for entry in files if entry.name != "removed.yml"]
    return {source.source: source for source in sources}
