"""The skill taxonomy: typed records read from nlp/skills/*.yml, validated as they are read.

A file holds one section; a user's own file holds skills to add to one. Every message names file, skill, field, value,
expectation and remedy.
"""

import functools
import hashlib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.own_skills import PREFIX, own_files
from skilldemand.nlp.skill_entry import TOOL_KINDS, Skill
from skilldemand.nlp.yaml_text import read_yaml

SCHEMA = 1
CALVER = "2026.11.0"
"""Release of the data by calendar; the content hash behind it changes with every edit."""

Form = TypeVar("Form", bound=msgspec.Struct)
GUIDE_SECTIONS: tuple[str, ...] = (
    "programming",
    "deep-learning-frameworks",
    "mathematics-statistics",
    "ml-algorithms",
    "data-processing",
    "evaluation-monitoring",
    "mlops",
    "cloud",
    "data-engineering",
    "communication",
    "big-data",
    "specialised-domains",
    "explainable-ai",
    "research",
)
"""The fourteen sections of the guide that every section of the taxonomy rolls up into."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the taxonomy."""

    schema: int
    section: str
    guide: str
    title: str
    order: int
    skills: tuple[dict[str, Any], ...]


class OwnSkills(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of skills that a user added; it is named after the section they belong to."""

    skills: tuple[dict[str, Any], ...]


class Entry(msgspec.Struct, frozen=True):
    """A skill with the file and section it comes from."""

    skill: Skill
    section: str
    guide: str
    file: str

    @property
    def catalogue(self) -> Literal["tool", "concept"]:
        """Named products and languages are tools, the rest are concepts."""
        return self.skill.catalogue or ("tool" if self.skill.kind in TOOL_KINDS else "concept")


class Taxonomy(msgspec.Struct, frozen=True):
    """All skills in file order, with the version that stands on every output row."""

    entries: Mapping[str, Entry]
    sections: tuple[Section, ...]
    version: str
    files: Mapping[str, bytes]
    """The section files as read, by name, so that a pipeline can carry its taxonomy along."""


def load_taxonomy(folder: Traversable | None = None) -> Taxonomy:
    """Return the taxonomy in `folder`, or the one shipped in the package together with the user's own skills.

    Raises TaxonomyError on the first file, skill or field that is not as it must be.
    """
    return _shipped(tuple(sorted(own_files().items()))) if folder is None else parse_taxonomy(_files(folder))


@functools.cache
def _shipped(own: tuple[tuple[str, bytes], ...]) -> Taxonomy:
    return parse_taxonomy(_files(resources.files("skilldemand.nlp") / "skills") | dict(own))


def _files(folder: Traversable) -> dict[str, bytes]:
    files = {f.name: f.read_bytes() for f in folder.iterdir() if f.name.endswith(".yml")}
    if not files:
        raise TaxonomyError(f"{folder}: no *.yml file found, expected one a section. Name a folder of section files.")
    return files


def parse_taxonomy(files: Mapping[str, bytes]) -> Taxonomy:
    """Return the taxonomy in section files given by name; own skills take the place of shipped ones of the same id.

    Raises TaxonomyError as load_taxonomy does.
    """
    digest = hashlib.sha256()
    entries: dict[str, Entry] = {}
    sections: list[Section] = []
    for name in sorted(files, key=lambda name: (name.startswith(PREFIX), name)):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
        section = _own_section(name, files[name], sections) if name.startswith(PREFIX) else _section(name, files[name])
        if not name.startswith(PREFIX):
            sections.append(section)
        for number, fields in enumerate(section.skills, 1):
            entry = _entry(name, section, number, fields)
            known = entries.get(entry.skill.id)
            if known is None or (name.startswith(PREFIX) and not known.file.startswith(PREFIX)):
                entries[entry.skill.id] = entry
            else:
                raise TaxonomyError(
                    f"{name}: skill {entry.skill.id!r}: id is already used in {known.file}. Rename one of them."
                )
    sections.sort(key=lambda s: s.order)
    rank = {s.section: s.order for s in sections}
    ordered = dict(sorted(entries.items(), key=lambda item: rank[item[1].section]))
    version = f"{CALVER}-{digest.hexdigest()[:8]}"
    return Taxonomy(entries=ordered, sections=tuple(sections), version=version, files=dict(sorted(files.items())))


def _converted(name: str, raw: bytes, form: type[Form]) -> Form:
    try:
        data = read_yaml(raw)
    except yaml.YAMLError as error:
        raise TaxonomyError(
            f"{name}: not valid YAML: {error}. Quote texts that hold ': ', '#', or start with a special sign."
        ) from error
    try:
        return msgspec.convert(data, form)
    except msgspec.ValidationError as error:
        raise TaxonomyError(f"{name}: {error}. Expected {', '.join(form.__struct_fields__)}.") from error


def _section(name: str, raw: bytes) -> Section:
    section = _converted(name, raw, Section)
    if section.schema != SCHEMA:
        raise TaxonomyError(
            f"{name}: schema: {section.schema}, expected {SCHEMA}. Convert the file to this release's form."
        )
    if section.guide not in GUIDE_SECTIONS:
        raise TaxonomyError(f"{name}: guide: {section.guide!r}, expected one of {', '.join(GUIDE_SECTIONS)}.")
    return section


def _own_section(name: str, raw: bytes, shipped: list[Section]) -> Section:
    wanted = name.removeprefix(PREFIX).removesuffix(".yml")
    section = next((one for one in shipped if one.section == wanted), None)
    if section is None:
        known = ", ".join(sorted(one.section for one in shipped))
        raise TaxonomyError(f"{name}: no section is called {wanted!r}; known are {known}. Rename the file.")
    return msgspec.structs.replace(section, skills=_converted(name, raw, OwnSkills).skills)


def _entry(file: str, section: Section, number: int, fields: dict[str, Any]) -> Entry:
    try:
        skill = msgspec.convert(fields, Skill)
    except msgspec.ValidationError as error:
        who = fields.get("id", f"number {number}")
        raise TaxonomyError(
            f"{file}: skill {who!r}: {error}. Quote words that YAML reads as something else "
            "(yes, no, on, off, numbers); the fields are listed in nlp/README.md."
        ) from error
    if not skill.aliases and not skill.patterns:
        raise TaxonomyError(
            f"{file}: skill {skill.id!r}: aliases and patterns are empty, expected at least one. Add an alias."
        )
    return Entry(skill=skill, section=section.section, guide=section.guide, file=file)
