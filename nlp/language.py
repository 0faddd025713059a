"""The language a posting is written in, by its small words."""

from collections import Counter
from functools import cache
from typing import NamedTuple

from skilldemand.nlp.cues import load

_CHARS = 1_500
"""So much of a text tells its language."""
_MIN_SHARE = 0.04
"""Texts of any of the languages have at least this share of their small words."""


class _Small(NamedTuple):
    """The small words of all languages; a word of several is a vote for each."""

    sets: list[tuple[str, ...]]
    """Languages that share words."""
    words: dict[str, int]
    """Number of the set a word belongs to."""


@cache
def _small() -> _Small:
    owners: dict[str, list[str]] = {}
    for language, words in load("language").items():
        for word in words:
            owners.setdefault(word, []).append(language)
    sets = sorted({tuple(languages) for languages in owners.values()})
    return _Small(sets, {word: sets.index(tuple(languages)) for word, languages in owners.items()})


def language_of(folded: str) -> str | None:
    """Return the ISO 639-1 code of the folded text's language, or None when its words tell nothing."""
    middle = max(0, len(folded) // 2 - _CHARS // 2)
    words = folded[middle : middle + _CHARS].split()
    sets, small = _small()
    votes: Counter[str] = Counter()
    for number, count in Counter([small[word] for word in words if word in small]).items():
        for language in sets[number]:
            votes[language] += count
    if not votes:
        return None
    language, most = min(votes.items(), key=lambda vote: (-vote[1], vote[0] != "en", vote[0]))
    return language if most >= _MIN_SHARE * len(words) else None
