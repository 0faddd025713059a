"""The language a posting is written in, by its small words."""

from collections import Counter
from functools import cache

from skilldemand.nlp.cues import load

_CHARS = 1_500
"""So much of a text tells its language."""
_MIN_SHARE = 0.04
"""Texts of any of the languages have at least this share of their small words."""


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for language, words in load("language").items():
        for word in words:
            owners.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in owners.items()}


def language_of(folded: str) -> str | None:
    """Return the ISO 639-1 code of the folded text's language, or None when its words tell nothing."""
    middle = max(0, len(folded) // 2 - _CHARS // 2)
    words = folded[middle : middle + _CHARS].split()
    owners = _owners()
    votes: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in owners.get(word, ()):
            votes[language] += count
    if not votes:
        return None
    language, most = min(votes.items(), key=lambda vote: (-vote[1], vote[0] != "en", vote[0]))
    return language if most >= _MIN_SHARE * len(words) else None
