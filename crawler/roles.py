"""Which postings are kept, by their title; the families and their examples are data in roles.yml."""

import re
from functools import cache
from importlib import resources

import msgspec
import yaml

from skilldemand.crawler.errors import BoardsError
from skilldemand.crawler.yaml_text import load_yaml


class Examples(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Titles that a family must keep and must drop; a test runs them."""

    keep: list[str]
    drop: list[str]


class Family(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One family of roles."""

    family: str
    keep: list[str]
    drop: list[str]
    examples: Examples


class RoleFilter:
    """Decides from a title whether a posting is collected."""

    def __init__(self, families: list[Family]) -> None:
        self.families = families
        self._rules = [(family.family, _any_of(family, "keep"), _any_of(family, "drop")) for family in families]

    def family_of(self, title: str) -> str | None:
        """Return the first family that keeps the title, None when none does."""
        lowered = title.lower()
        for name, keep, drop in self._rules:
            if keep.search(lowered) and not drop.search(lowered):
                return name
        return None


def _any_of(family: Family, field: str) -> re.Pattern[str]:
    patterns: list[str] = getattr(family, field)
    try:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise BoardsError(
            f"crawler/roles.yml: family {family.family!r}, field {field!r}: {error}. Mend the regular expression."
        ) from error


@cache
def load_role_filter() -> RoleFilter:
    """Return the filter that ships with the package; raises BoardsError when roles.yml is wrong."""
    text = (resources.files("skilldemand.crawler") / "roles.yml").read_text("utf-8")
    try:
        families = msgspec.convert(load_yaml(text)["families"], list[Family])
    except (msgspec.ValidationError, yaml.YAMLError, KeyError, TypeError) as error:
        raise BoardsError(f"crawler/roles.yml: {error}. See crawler/roles.py for the fields.") from error
    return RoleFilter(families)
