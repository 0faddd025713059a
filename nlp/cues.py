"""Cue phrases of the reader: loading the rule files and finding many phrases in one scan."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from skilldemand.nlp.errors import TaxonomyError
from skilldemand.nlp.yaml_text import read_yaml

_SAME_LENGTH = (
    ("İ", "I"),
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\xa0", " "),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u2011", "-"),
    ("\u2010", "-"),
)

_SMALL = 300
"""Lists of up to so many phrases become a DFA, two to three times as fast; building one of a long list takes long."""


def fold(text: str) -> str:
    """Lower-case `text` and make its apostrophes, hyphens, blanks and line breaks plain, keeping every offset."""
    if not text.isascii():
        for odd, plain in _SAME_LENGTH:
            text = text.replace(odd, plain)
    return text.replace("\n", " ").lower()


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of `rules/<name>.yml`, read once in a process.

    Raises TaxonomyError when the file does not hold a mapping.
    """
    source = files("skilldemand.nlp").joinpath("rules", f"{name}.yml")
    content = read_yaml(source.read_bytes())
    if not isinstance(content, dict):
        raise TaxonomyError(
            f"rules/{name}.yml: the file holds {type(content).__name__}, expected a mapping of cue lists"
        )
    return content


class Phrases:
    """Many labelled phrases, found as whole words in one pass over a folded text."""

    def __init__(self, labelled: Mapping[str, Iterable[str]], *, where: str, inside: bool = False) -> None:
        """Compile `{label: phrases}`; the first label that names a phrase keeps it.

        `where` names the rule file in errors. A phrase that ends in `*` matches as a prefix of a word; with `inside`
        all match anywhere, also inside words.
        Raises TaxonomyError for a phrase that is not lower-case text.
        """
        self.inside = inside
        owner: dict[str, tuple[str, bool]] = {}
        for label, phrases in labelled.items():
            for phrase in phrases:
                if not isinstance(phrase, str) or phrase != fold(phrase):
                    raise TaxonomyError(
                        f"rules/{where}.yml: {label}: {phrase!r} must be lower-case text with plain quotes"
                    )
                owner.setdefault(phrase.rstrip("*"), (label, phrase.endswith("*")))
        self._phrases = list(owner)
        self._labels = [label for label, _ in owner.values()]
        self._prefix = [prefix for _, prefix in owner.values()]
        self._automaton: AhoCorasick | None = None

    def _search(self, folded: str) -> list[tuple[int, int, int]]:
        """Return (number of the phrase, start, end) of the longest phrases anywhere in `folded`."""
        if self._automaton is None:
            # Built when the list is first searched by itself; most are only part of the scan over a whole posting.
            kind = Implementation.DFA if len(self._phrases) <= _SMALL else Implementation.ContiguousNFA
            self._automaton = AhoCorasick(self._phrases, matchkind=MatchKind.LeftmostLongest, implementation=kind)
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(folded)
        return found

    def entries(self) -> Iterator[tuple[str, str, bool]]:
        """Yield (phrase, label, whether it matches as a prefix of a word)."""
        yield from zip(self._phrases, self._labels, self._prefix, strict=True)

    def find(self, folded: str) -> list[tuple[str, int, int]]:
        """Return (label, start, end) of the longest phrases standing as whole words in `folded`, in text order."""
        if self.inside:
            return self.raw(folded)
        found = []
        labels, prefixes, length = self._labels, self._prefix, len(folded)
        for number, start, end in self._search(folded):
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue
            if end < length and not prefixes[number] and folded[end].isalnum() and folded[end - 1].isalnum():
                continue
            found.append((labels[number], start, end))
        return found

    def raw(self, folded: str) -> list[tuple[str, int, int]]:
        """Return (label, start, end) of the longest phrases anywhere in `folded`, also inside words."""
        labels = self._labels
        return [(labels[n], start, end) for n, start, end in self._search(folded)]

    def labels_in(self, folded: str) -> set[str]:
        """Return the labels of the phrases that stand in `folded`."""
        return {label for label, _, _ in self.find(folded)}
