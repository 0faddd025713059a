"""Checks on the taxonomy as data: `python -m skilldemand.nlp.check` prints every problem and fails when there is one.

Loading refuses what is malformed; this finds what is well-formed but wrong.
"""

import sys
from collections.abc import Iterator
from importlib import resources

import msgspec

from skilldemand.nlp import fold
from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.patternlang import parse
from skilldemand.nlp.skill_entry import Alias
from skilldemand.nlp.taxonomy import Entry, Taxonomy, load_taxonomy

MIN_EXAMPLES = 2
"""Sentences that must match, and as many that must not, for a skill with an ambiguous alias."""


class Problem(msgspec.Struct, frozen=True):
    """One thing to mend in a taxonomy file."""

    file: str
    skill: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: skill {self.skill!r}: {self.field}: {self.message}"


def check(taxonomy: Taxonomy) -> list[Problem]:
    """Return the problems that can be seen without reading a sentence, in file order."""
    found: list[Problem] = []
    words = common_words()
    for entry in taxonomy.entries.values():
        found.extend(_references(entry, taxonomy))
        found.extend(_ambiguous(entry, words))
        found.extend(_blank(entry))
        found.extend(_patterns(entry))
    found.extend(_duplicates(taxonomy))
    found.extend(_cycles(taxonomy))
    return found


def check_examples(taxonomy: Taxonomy) -> list[Problem]:
    """Return a problem for every example sentence that is not read as it says."""
    from skilldemand.nlp.matcher import Matcher  # noqa: PLC0415 - the matcher loads spaCy, the rest of the check need not

    matcher = Matcher(taxonomy)
    found = []
    for entry in taxonomy.entries.values():
        skill = entry.skill
        for field, sentences in (("match", skill.examples.match), ("reject", skill.examples.reject)):
            for sentence in sentences:
                hit = any(m.skill_id == skill.id for m in matcher.find(sentence))
                if hit != (field == "match"):
                    verb = "is not found in" if field == "match" else "must not be found in"
                    found.append(
                        Problem(
                            entry.file,
                            skill.id,
                            f"examples.{field}",
                            f"{verb} {sentence!r}. Mend the rule or the example.",
                        )
                    )
    return found


def common_words() -> frozenset[str]:
    """Return the ordinary English words that need a case rule and context when they are also a skill's name."""
    text = (resources.files("skilldemand.nlp") / "rules" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def is_ambiguous(alias: Alias, entry: Entry, words: frozenset[str]) -> bool:
    """Return True for a text that is very short or, for a tool, an ordinary English word."""
    text = alias.text
    return len(text) <= 2 and text.isalpha() or (entry.catalogue == "tool" and fold.key(text) in words)  # noqa: RUF021


def _ambiguous(entry: Entry, words: frozenset[str]) -> Iterator[Problem]:
    skill = entry.skill
    for alias in skill.all_aliases():
        field = f"alias {alias.text!r}"
        if alias.context == "required" and not skill.context.has_positive:
            yield Problem(
                entry.file, skill.id, field, "context is required but no rule can speak for it. Add near or list_mate."
            )
        if not is_ambiguous(alias, entry, words):
            continue
        if alias.case != "exact" or alias.context == "none":
            yield Problem(
                entry.file,
                skill.id,
                field,
                "short or an ordinary word; expected {case: exact, context: required|optional}.",
            )
        if min(len(skill.examples.match), len(skill.examples.reject)) < MIN_EXAMPLES:
            yield Problem(
                entry.file,
                skill.id,
                field,
                f"ambiguous; expected at least {MIN_EXAMPLES} match and {MIN_EXAMPLES} reject examples.",
            )


def _blank(entry: Entry) -> Iterator[Problem]:
    for alias in entry.skill.all_aliases():
        if not fold.coarse(alias.text).strip():
            yield Problem(entry.file, entry.skill.id, f"alias {alias.text!r}", "holds no letter or digit. Remove it.")


def _patterns(entry: Entry) -> Iterator[Problem]:
    for pattern in entry.skill.all_patterns():
        try:
            parse(pattern.pattern)
        except TaxonomyError as error:
            yield Problem(entry.file, entry.skill.id, "patterns", str(error))


def _references(entry: Entry, taxonomy: Taxonomy) -> Iterator[Problem]:
    skill = entry.skill
    named = [("parents", p) for p in skill.parents]
    named += [("replaced_by", skill.replaced_by)] if skill.replaced_by else []
    named += [(f"alias {a.text!r} also", i) for a in skill.all_aliases() for i in a.also]
    for field, target in named:
        if target not in taxonomy.entries:
            yield Problem(
                entry.file, skill.id, field, f"{target!r} is not an id of the taxonomy. Correct or remove it."
            )


def _duplicates(taxonomy: Taxonomy) -> Iterator[Problem]:
    owners: dict[tuple[str, str], Entry] = {}
    for entry in taxonomy.entries.values():
        mine: set[tuple[str, str]] = set()
        for kind, text in _claims(entry):
            if (kind, text) in mine:
                yield Problem(entry.file, entry.skill.id, kind, f"{text!r} stands twice. Remove one.")
            mine.add((kind, text))
            other = owners.setdefault((kind, text), entry)
            if other is not entry:
                yield Problem(
                    entry.file, entry.skill.id, kind,
                    f"{text!r} is also claimed by {other.skill.id!r} in {other.file}. Keep it in one of the two.",
                )  # fmt: skip


def _claims(entry: Entry) -> Iterator[tuple[str, str]]:
    for alias in entry.skill.all_aliases():
        # Two senses of one name (Triton the language, Triton the server) may share it when each asks for context.
        if alias.context != "required":
            yield ("alias", alias.text if alias.case == "exact" else fold.key(alias.text))
    for sentence in entry.skill.examples.match:
        yield (f"example of {entry.skill.id}", sentence)


def _cycles(taxonomy: Taxonomy) -> Iterator[Problem]:
    done: set[str] = set()
    for start in taxonomy.entries:
        path: list[str] = []
        stack = [(start, 0)]
        while stack:
            node, depth = stack.pop()
            del path[depth:]
            if node in path:
                entry = taxonomy.entries[start]
                ring = " > ".join([*path[path.index(node) :], node])
                yield Problem(entry.file, start, "parents", f"form a ring: {ring}. Remove one of these parents.")
                break
            if node in done or node not in taxonomy.entries:
                continue
            path.append(node)
            stack.extend((parent, depth + 1) for parent in taxonomy.entries[node].skill.parents)
        done.add(start)


def main() -> int:
    """Print every problem of the shipped taxonomy; return 1 when there is one."""
    try:
        taxonomy = load_taxonomy()
    except TaxonomyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    problems = check(taxonomy)
    if not any(problem.field == "patterns" for problem in problems):
        problems += check_examples(taxonomy)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    count = len(taxonomy.entries)
    sys.stdout.write(
        f"{count} skills in {len(taxonomy.sections)} sections, version {taxonomy.version}, {len(problems)} problems\n"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
