"""Words that stand near a place: the positive and negative signs of context rules, in any inflection."""

import re
from collections.abc import Iterable, Sequence

from skilldemand.nlp import fold, inflect

_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")


class Words:
    """A set of words and short phrases, looked for in a row of lower-case tokens."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take words or phrases as a taxonomy file lists them; each word stands for all its inflections."""
        self._single: frozenset[str] = frozenset()
        phrases = []
        for text in texts:
            parts = tuple(inflect.forms(word) for word in _WORD.findall(text.lower()))
            if len(parts) == 1:
                self._single |= parts[0]
            elif parts:
                phrases.append(parts)
        self._phrases: dict[str, list[tuple[frozenset[str], ...]]] = {}
        for phrase in phrases:
            for word in phrase[0]:
                self._phrases.setdefault(word, []).append(phrase)
        self._heads = frozenset(self._phrases)
        plain = (fold.coarse(word).split() for word in self._single | self._heads)
        self._gate = frozenset(words[0] if words else b"" for words in plain)
        self.any = bool(self._single or self._phrases)
        """False for an empty set."""

    def may_be_in(self, words: list[bytes]) -> bool:
        """Return False when a stretch with these words (of its coarse form) cannot hold any of the set."""
        return b"" in self._gate or not self._gate.isdisjoint(words)

    def among(self, tokens: Sequence[str]) -> bool:
        """Return True when a word or phrase of the set stands in the row of lower-case tokens."""
        if not self._single.isdisjoint(tokens):
            return True
        if self._heads.isdisjoint(tokens):
            return False
        row = [t for token in tokens for t in _WORD.findall(token)]
        return any(
            len(row) - at >= len(phrase)
            and all(word in part for word, part in zip(row[at + 1 :], phrase[1:], strict=False))
            for at, head in enumerate(row)
            for phrase in self._phrases.get(head, ())
        )
