"""The reading of a posting as the JSON object that `extract --input` writes and the scorer reads."""

from collections.abc import Iterable
from typing import Any

from skilldemand.nlp.reading import Reading
from skilldemand.nlp.records import Mention, Strength

RANK: dict[Strength, int] = {"required": 0, "preferred": 1, "duty": 2}
"""The strongest first."""


def posting_object(key: object, reading: Reading) -> dict[str, Any]:
    """Return `{"id", "skills", "role", "seniority", "years", "remote", "salary", ...}` for one posting.

    A skill stands once, with its strongest strength and all mentions that count; `any_of` is shared by skills that
    are alternatives of one requirement and null for a skill asked for on its own.
    """
    told = reading.attributes
    return {
        "id": key,
        "skills": skills(reading.mentions),
        "role": told.role,
        "seniority": told.seniority,
        "years": told.years_min,
        "remote": told.workplace,
        "salary": told.salary,
        "education": told.education,
        "language": told.language,
    }


def skills(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    """Return the skills that count, in order of their first mention."""
    by_skill: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.counts:
            by_skill.setdefault(mention.skill_id, []).append(mention)
    return [_skill(skill, told) for skill, told in by_skill.items()]


def _skill(skill: str, told: list[Mention]) -> dict[str, Any]:
    """Return one skill with the strength and the alternatives of the mention that asks most."""
    strongest = min(told, key=lambda mention: RANK[mention.strength])
    return {
        "skill": skill,
        "strength": strongest.strength,
        "any_of": strongest.requirement if strongest.any_of else None,
        "years": next((m.years for m in told if m.years is not None), None),
        "mentions": [{"start": m.start, "end": m.end, "text": m.surface} for m in told],
    }
