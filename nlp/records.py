"""The records of the reader: sentences with their section, and mentions."""

from typing import Literal

import msgspec

Section = Literal[
    "requirements", "preferred", "responsibilities", "about", "team", "benefits", "pay", "legal", "apply", "unknown"
]
Strength = Literal["required", "preferred", "duty"]

COUNTED_SECTIONS: frozenset[str] = frozenset({"requirements", "preferred", "responsibilities", "unknown"})
"""Sections whose mentions can count; `team` counts only in sentences that speak of what this person does."""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence or list item of a posting, the unit of strength, denial and alternatives."""

    start: int
    """Character offset into the posting's text."""
    end: int
    section: Section
    heading: str | None
    """Text of the heading it stands under, as written."""
    bullet: bool
    """True for a list item."""


class Mention(msgspec.Struct, kw_only=True, gc=False):
    """One place where a text names a skill, whether or not it counts as asked for."""

    skill_id: str
    start: int
    """Character offset into the posting's text; text[start:end] == surface."""
    end: int
    surface: str
    section: Section
    strength: Strength
    requirement: int | None = None
    """Number of the requirement within the posting that this mention belongs to."""
    any_of: bool = False
    """True when the members of the requirement are alternatives of which one will do."""
    rule: str
    """Why the reader thinks this is the skill: alias, alias+context, pattern, or model, with the rule's text."""
    counts: bool = True
    reason: str | None = None
    """Why it does not count (boilerplate section, denied, degree subject, employer's own name, ...)."""
    years: float | None = None
    """Years of experience the clause asks for with this skill."""
