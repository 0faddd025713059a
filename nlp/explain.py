"""One posting with everything the reader says about it, ready to be shown: pieces of text, skills, attributes."""

from typing import Any

import msgspec

from skilldemand.nlp import output
from skilldemand.nlp.attributes import Attributes, Salary
from skilldemand.nlp.explain_text import Paragraph, paragraphs
from skilldemand.nlp.reader import Reader
from skilldemand.nlp.reading import Reading
from skilldemand.nlp.records import Mention
from skilldemand.nlp.taxonomy import Taxonomy
from skilldemand.nlp.version import matcher_version

_ATTRIBUTES = (
    ("role", "Role"),
    ("seniority", "Seniority"),
    ("years_min", "Years of experience"),
    ("workplace", "Workplace"),
    ("salary", "Salary"),
    ("education", "Education"),
    ("language", "Language"),
)


class SkillRow(msgspec.Struct, frozen=True):
    """One line of the side table."""

    id: str
    name: str
    section: str
    strength: str
    any_of: int | None
    """Number of the group of alternatives, counted from 1."""
    years: float | None
    mentions: tuple[int, ...]


class AttributeRow(msgspec.Struct, frozen=True):
    """One attribute, in words."""

    key: str
    title: str
    value: str | None
    evidence: str | None
    """The words it was read from, where a place in the text shows it."""


class Explanation(msgspec.Struct, frozen=True):
    """All that is shown."""

    title: str
    company: str | None
    text: str
    mentions: tuple[Mention, ...]
    skills: tuple[SkillRow, ...]
    attributes: tuple[AttributeRow, ...]
    paragraphs: tuple[Paragraph, ...]
    taxonomy_version: str
    matcher_version: str


def explain(
    text: str, title: str = "", company: str | None = None, *, location: str | None = None, reader: Reader | None = None
) -> Explanation:
    """Read a posting's text and return it taken apart; the pieces of all paragraphs are the text but for blanks."""
    reader = reader if reader is not None else Reader()
    reading = reader.read(text, title, company, location=location)
    taxonomy = reader.matcher.taxonomy
    return Explanation(
        title=title,
        company=company,
        text=text,
        mentions=tuple(reading.mentions),
        skills=tuple(_skills(reading, taxonomy)),
        attributes=tuple(_attributes(text, reading.attributes)),
        paragraphs=tuple(paragraphs(text, reading)),
        taxonomy_version=taxonomy.version,
        matcher_version=matcher_version(),
    )


def as_object(told: Explanation) -> dict[str, Any]:
    """Return the explanation as JSON-ready values; the text stands once, mentions point into it."""
    found = msgspec.to_builtins(told)
    del found["paragraphs"]
    return {**found, "sections": _sections(told)}


def number(value: float | None) -> str:
    """Return a number without needless decimals, "" for None."""
    return "" if value is None else f"{value:g}"


def _sections(told: Explanation) -> list[dict[str, str]]:
    return [
        {"section": p.section, "text": "".join(piece.text for piece in p.pieces)} for p in told.paragraphs if p.pieces
    ]


def _skills(reading: Reading, taxonomy: Taxonomy) -> list[SkillRow]:
    rows = output.skills(reading.mentions)
    groups: dict[int, int] = {}
    for row in rows:
        if row["any_of"] is not None:
            groups.setdefault(row["any_of"], len(groups) + 1)
    at: dict[str, list[int]] = {}
    for index, mention in enumerate(reading.mentions):
        if mention.counts:
            at.setdefault(mention.skill_id, []).append(index)
    found = [
        SkillRow(
            id=row["skill"],
            name=taxonomy.entries[row["skill"]].skill.name if row["skill"] in taxonomy.entries else row["skill"],
            section=taxonomy.entries[row["skill"]].section if row["skill"] in taxonomy.entries else "",
            strength=row["strength"],
            any_of=groups.get(row["any_of"]),
            years=row["years"],
            mentions=tuple(at[row["skill"]]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: output.RANK[row.strength])  # type: ignore[index]  # a Strength by construction


def _attributes(text: str, told: Attributes) -> list[AttributeRow]:
    rows = []
    for key, title in _ATTRIBUTES:
        value = getattr(told, key)
        place = told.evidence.get(key)
        shown = _money(value) if isinstance(value, Salary) else number(value) if isinstance(value, float) else value
        rows.append(AttributeRow(key, title, shown, " ".join(text[slice(*place)].split()) if place else None))
    return rows


def _money(salary: Salary) -> str:
    ends = [f"{end:,.0f}" for end in dict.fromkeys((salary.min, salary.max)) if end is not None]
    return " ".join(filter(None, ("–".join(ends), salary.currency, f"a {salary.period}" if salary.period else "")))  # noqa: RUF001
