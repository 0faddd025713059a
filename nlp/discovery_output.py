"""What discovery hands to a person: YAML to paste, and the decisions that keep a rejected name down."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from skilldemand.nlp import check, cues, fold
from skilldemand.nlp.discovery import Discovery, places
from skilldemand.nlp.discovery_records import Candidate
from skilldemand.nlp.discovery_tally import squeeze
from skilldemand.nlp.errors import InputError
from skilldemand.nlp.taxonomy import Taxonomy
from skilldemand.nlp.yaml_text import read_yaml

SHORT = 2
"""A name of so many characters is never an alias without context."""
_HEAD = (
    "# Decisions on names that `skilldemand discover` proposed. None of them is proposed again.\n"
    "# accepted: now in the taxonomy; rejected: no skill; alias_of: another spelling of a skill, by its id.\n"
)


class Decisions(msgspec.Struct, forbid_unknown_fields=True):
    """What a person decided on proposed names."""

    accepted: list[str] = []
    rejected: list[str] = []
    alias_of: dict[str, str] = {}

    def keys(self) -> frozenset[str]:
        """Return all names in the form in which spellings are equal."""
        return frozenset(map(squeeze, (*self.accepted, *self.rejected, *self.alias_of)))

    def forget(self, name: str) -> None:
        """Remove what was decided on a name, whatever its spelling, so that the newest decision holds."""
        key = squeeze(name)
        self.accepted = [n for n in self.accepted if squeeze(n) != key]
        self.rejected = [n for n in self.rejected if squeeze(n) != key]
        self.alias_of = {n: i for n, i in self.alias_of.items() if squeeze(n) != key}


def load_decisions(path: Path) -> Decisions:
    """Return the decisions in a file, none when it does not exist. Raises InputError when it is malformed."""
    try:
        data = read_yaml(path.read_bytes())
        return msgspec.convert(data if data is not None else {}, Decisions)
    except FileNotFoundError:
        return Decisions()
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise InputError(
            f"{path}: cannot be used: {error}. Expected accepted: [names], rejected: [names], alias_of: {{name: id}}; "
            "mend or remove the file."
        ) from error


def save_decisions(path: Path, decisions: Decisions) -> None:
    """Write the decisions so that the file stands whole or not at all."""
    ordered = {
        "accepted": sorted(decisions.accepted, key=str.lower),
        "rejected": sorted(decisions.rejected, key=str.lower),
        "alias_of": dict(sorted(decisions.alias_of.items(), key=lambda item: item[0].lower())),
    }
    part = path.with_name(f".{path.name}.tmp")
    with part.open("w", encoding="utf-8") as file:
        file.write(_HEAD + yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, width=120))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def rank(discovery: Discovery, *, decided: frozenset[str] = frozenset(), least: int = 5) -> list[Candidate]:
    """Return the candidates that a discovery found, the best first; see Tally.rank."""
    rules: Mapping[str, Iterable[str]] = cues.load("discovery")
    stop = {name: frozenset(map(str, words)) for name, words in rules.items()} | {"places": places()}
    return discovery.tally.rank(stop=stop, known=discovery.known, decided=decided, least=least)


def proposals(candidates: Iterable[Candidate], taxonomy: Taxonomy) -> Iterator[str]:
    """Yield YAML for each candidate: figures and evidence as comments, then an entry for nlp/skills/<section>.yml."""
    words = check.common_words()
    for number, found in enumerate(candidates, 1):
        section, kind = suggested(found, taxonomy)
        mates = ", ".join(list(found.mates)[:5]) or "none"
        yield (
            f"# {number}. {section}.yml; {found.employers} employers, {found.list_share:.0%} in lists of known skills, "
            f"growth {found.growth:+.2f}; with {mates}\n"
            + "".join(f"#    {text}\n" for text in found.evidence)
            + yaml.safe_dump([_entry(found, kind, words)], allow_unicode=True, sort_keys=False, width=120)
        )


def suggested(found: Candidate, taxonomy: Taxonomy) -> tuple[str, str]:
    """Return the section and kind that most of a candidate's list-mates have."""
    sections: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for mate, times in found.mates.items():
        if mate in taxonomy.entries:
            sections[taxonomy.entries[mate].section] += times
            kinds[taxonomy.entries[mate].skill.kind] += times
    default = taxonomy.sections[0].section
    section = sections.most_common(1)[0][0] if sections else default
    if found.name == found.name.lower() and found.name.isalpha():
        return section, "concept"
    return section, kinds.most_common(1)[0][0] if kinds else "library"


def _entry(found: Candidate, kind: str, words: frozenset[str]) -> dict[str, Any]:
    skill_id = "-".join(
        "".join(c if c.isalnum() else " " for c in found.name.lower().replace("+", "p").replace("#", "sharp")).split()
    )
    aliases: list[Any] = []
    folded: set[str] = set()
    for surface in found.surfaces:
        if fold.key(surface) in folded:
            continue
        folded.add(fold.key(surface))
        if len(surface) <= SHORT or fold.key(surface) in words:
            aliases.append({"text": surface, "case": "exact", "context": "required"})
        else:
            aliases.append(surface)
    entry: dict[str, Any] = {"id": skill_id, "name": found.name, "kind": kind, "aliases": aliases}
    if any(isinstance(alias, dict) for alias in aliases):
        entry["context"] = {"list_mate": ["tool"]}
    return entry
