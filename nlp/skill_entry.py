"""One skill as a section file writes it: its spellings, the signs around them, and examples."""

from collections.abc import Iterator
from typing import Literal

import msgspec

Kind = Literal["language", "framework", "library", "platform", "service", "concept", "practice"]
Status = Literal["active", "emerging", "deprecated", "renamed"]
TOOL_KINDS: frozenset[str] = frozenset({"language", "framework", "library", "platform", "service"})


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to write a skill; spelling variants of it are generated, not listed."""

    text: str
    case: Literal["any", "exact"] = "any"
    context: Literal["none", "required", "optional"] = "none"
    """required: a positive sign must stand near; optional: only the reject rules are looked at."""
    also: tuple[str, ...] = ()
    """Ids of further skills that this text states at the same place."""


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signs around an ambiguous alias that speak for or against the skill."""

    list_mate: tuple[str, ...] = ()
    """For: a neighbour in the same enumeration is a skill of this kind, `section:<name>` or id."""
    near: tuple[str, ...] = ()
    """For: one of these words, in any inflection, within 8 tokens of the same sentence."""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    reject_left: tuple[str, ...] = ()
    reject_right: tuple[str, ...] = ()
    reject_near: tuple[str, ...] = ()

    @property
    def has_positive(self) -> bool:
        """True when at least one rule can speak for the skill."""
        return bool(self.list_mate or self.near or self.left or self.right)


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase with inflections and gaps; see nlp/README.md for the language."""

    pattern: str
    unless_near: tuple[str, ...] = ()
    """Words, in any inflection, whose presence within 8 tokens of the match forbids it."""


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences that must and must not be read as the skill."""

    match: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


class Skill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of a section file as written."""

    id: str
    name: str
    kind: Kind
    catalogue: Literal["tool", "concept"] | None = None
    """Only where the kind does not say it: a tool is named, a concept is described."""
    aliases: tuple[str | Alias, ...] = ()
    context: Context = Context()
    patterns: tuple[str | Pattern, ...] = ()
    parents: tuple[str, ...] = ()
    umbrella: bool = False
    """True for a name so wide ("AI", "programming") that it is shown where it stands but never counted as asked for."""
    status: Status = "active"
    since: str | None = None
    until: str | None = None
    replaced_by: str | None = None
    renamed_from: str | None = None
    links: dict[str, str] = {}
    examples: Examples = Examples()

    def all_aliases(self) -> Iterator[Alias]:
        """Yield the aliases as records, plain strings included."""
        for alias in self.aliases:
            yield Alias(alias) if isinstance(alias, str) else alias

    def all_patterns(self) -> Iterator[Pattern]:
        """Yield the patterns as records, plain strings included."""
        for pattern in self.patterns:
            yield Pattern(pattern) if isinstance(pattern, str) else pattern
