"""What changed between two releases of the taxonomy: folders of section files, or the skills.jsonl of an extraction."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.skill_entry import Alias
from skilldemand.nlp.taxonomy import Entry, load_taxonomy


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One skill as a release lists it, the part that a comparison looks at."""

    id: str
    name: str
    section: str
    kind: str
    catalogue: str
    status: str
    parents: tuple[str, ...] = ()
    renamed_from: str | None = None
    aliases: frozenset[str] | None = None
    """Each with its case and context rule; None where the source does not hold them."""
    patterns: frozenset[str] | None = None


class Change(msgspec.Struct, frozen=True):
    """One difference, in the words that are printed."""

    what: str
    """added, removed, id renamed, name, section, kind, catalogue, status, parents, aliases or patterns."""
    skill: str
    """The id in the newer release, or in the older one when it was removed."""
    before: tuple[str, ...] = ()
    """For aliases, patterns and parents only what went away."""
    after: tuple[str, ...] = ()
    """For aliases, patterns and parents only what came."""


def read_release(path: Path) -> dict[str, Listed]:
    """Return the skills of a release by id: `path` is a folder of section files or a skills.jsonl.

    Raises TaxonomyError when it is neither or holds something malformed.
    """
    if path.is_dir():
        return {i: _listed(entry) for i, entry in load_taxonomy(path).entries.items()}
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise TaxonomyError(f"{path}: {error.strerror}. Name a folder of section files or a skills.jsonl.") from error
    decoder = msgspec.json.Decoder(Listed)
    listed = {}
    for number, line in enumerate(lines, 1):
        try:
            skill = decoder.decode(line)
        except msgspec.DecodeError as error:
            raise TaxonomyError(
                f"{path}:{number}: not a skill: {error}. Expected id, name, section, kind, catalogue, status in each."
            ) from error
        listed[skill.id] = skill
    if not listed:
        raise TaxonomyError(f"{path}: holds no skill. Name a folder of section files or a skills.jsonl.")
    return listed


def compare(old: dict[str, Listed], new: dict[str, Listed]) -> list[Change]:
    """Return the differences: first ids that came, went or were renamed, then the fields of skills in both, by id.

    An id counts as renamed when the newer skill says so itself (`renamed_from` holds the older id or its name).
    Aliases and patterns are compared only where both sides hold them.
    """
    before = {skill.id: i for i, skill in old.items()} | {skill.name: i for i, skill in old.items()}
    renamed = {
        i: before[skill.renamed_from]
        for i, skill in new.items()
        if i not in old and skill.renamed_from in before and before[skill.renamed_from] not in new
    }
    gone = old.keys() - new.keys() - set(renamed.values())
    changes = [Change("added", i, after=(new[i].name,)) for i in sorted(new.keys() - old.keys() - renamed.keys())]
    changes += [Change("removed", i, before=(old[i].name,)) for i in sorted(gone)]
    changes += [Change("id renamed", i, (was,), (i,)) for i, was in sorted(renamed.items())]
    pairs = {i: i for i in new.keys() & old.keys()} | renamed
    for i, was in sorted(pairs.items()):
        changes += _fields(old[was], new[i])
    return changes


def _fields(old: Listed, new: Listed) -> Iterator[Change]:
    for field in ("name", "section", "kind", "catalogue", "status"):
        one, other = getattr(old, field), getattr(new, field)
        if one != other:
            yield Change(field, new.id, (one,), (other,))
    for field in ("parents", "aliases", "patterns"):
        ours, theirs = getattr(old, field), getattr(new, field)
        if ours is None or theirs is None or set(ours) == set(theirs):
            continue
        yield Change(field, new.id, tuple(sorted(set(ours) - set(theirs))), tuple(sorted(set(theirs) - set(ours))))


def _listed(entry: Entry) -> Listed:
    skill = entry.skill
    return Listed(
        id=skill.id,
        name=skill.name,
        section=entry.section,
        kind=skill.kind,
        catalogue=entry.catalogue,
        status=skill.status,
        parents=skill.parents,
        renamed_from=skill.renamed_from,
        aliases=frozenset(map(_written, skill.all_aliases())),
        patterns=frozenset(
            pattern.pattern + (f" (unless near {', '.join(pattern.unless_near)})" if pattern.unless_near else "")
            for pattern in skill.all_patterns()
        ),
    )


def _written(alias: Alias) -> str:
    rules = ["exact case"] if alias.case == "exact" else []
    rules += [f"context {alias.context}"] if alias.context != "none" else []
    rules += [f"also {', '.join(alias.also)}"] if alias.also else []
    return alias.text + (f" ({'; '.join(rules)})" if rules else "")
