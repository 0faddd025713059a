"""What stands between two neighbours of a list: a comma, "or", "and", a slash, or words that end the list."""

import re
from functools import cache, lru_cache

from skilldemand.nlp.cues import load

_MAX_GAP = 90
MAX_ITEM_WORDS = 4
"""An item that the taxonomy does not know has at most so many words."""
_SEPARATOR = re.compile(r",|/|\\|\||&|\+|\bor\b|\band\b|;|•|●")
_SLASHES = ("/", "\\", "|")
_STOPS = (". ", "; ", ":")
_WORD = re.compile(r"[^\W_][\w.+#'-]*")


class Gap:
    """What joins two neighbours of a list."""

    __slots__ = ("both", "either", "joined", "slash")

    def __init__(self, *, joined: bool = True, either: bool = False, both: bool = False, slash: bool = False) -> None:
        """Take what stands between: "or" (`either`), "and" or "&" (`both`), nothing but a slash."""
        self.joined = joined
        self.either = either
        self.both = both
        self.slash = slash


@cache
def _breakers(*, loose: bool) -> frozenset[str]:
    return frozenset(load("alternatives")["loose_breakers" if loose else "breakers"])


@cache
def _umbrellas() -> frozenset[str]:
    return frozenset(load("alternatives")["umbrellas"])


_APART = Gap(joined=False)
_SLASH = Gap(slash=True)


@lru_cache(maxsize=2048)
def gap_of(between: str, loose: bool) -> Gap:
    """Read the folded text between two members of one level; `loose` allows anything between separators."""
    if between.strip() in _SLASHES:
        return _SLASH
    if len(between) > _MAX_GAP or any(mark in between for mark in _STOPS):
        return _APART
    pieces = _SEPARATOR.split(between)
    if len(pieces) == 1:
        return _APART
    breakers = _breakers(loose=loose)
    for piece in pieces:
        words = _WORD.findall(piece)
        if not breakers.isdisjoint(words) or (len(words) > MAX_ITEM_WORDS and not loose):
            return _APART
    words = words_of(between)
    if not _umbrellas().isdisjoint(words):
        return _APART
    either = "or" in words
    return Gap(either=either, both=not either and ("and" in words or "&" in words))


def words_of(between: str) -> list[str]:
    """Return the words between two members; a slash is one, an opening bracket none."""
    return between.replace("/", " / ").replace("(", " ").split()
