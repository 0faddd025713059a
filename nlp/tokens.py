"""The tokens that patterns are matched against: words in lower case, and the signs that fill a gap.

A word stands without its possessive or contraction (`client's`, with any kind of apostrophe); C++, C# and F# are one
token each. All stretches of a text are cut at once, by replacing and splitting, in half the time that one regular
expression for all of it takes.
"""

import re
from collections.abc import Sequence

END = b"\x01"
"""Stands in a row behind the tokens of each stretch."""

SIGNS = frozenset([b",", b"/", b";", b":", b"(", b")", b"&", b"|", b"+"])
"""Tokens that are no words."""

_KEPT = b"0123456789abcdefghijklmnopqrstuvwxyz'#" + b"".join(SIGNS)
# One byte a character: what is outside ASCII comes as a question mark, which any apostrophe but the plain one may be.
_PLAIN = bytes(b + 32 if 65 <= b <= 90 else b if b in _KEPT else 39 if b == 63 else 32 for b in range(256))
_TAIL = re.compile(rb"'(?<=[a-z0-9]')[a-z]{1,2}(?![a-z])")
# With the quote behind it, so that of `a'b'c` only `'b` is taken for a tail.
_TAIL_AND_QUOTE = re.compile(_TAIL.pattern + rb"'?")
# Signs that are part of a name are hidden while those that are tokens are set apart.
_NAMES = [
    (b"+", re.compile(rb"c\+\+(?<![a-z0-9]c\+\+)"), b" c\x02\x02 "),
    (b"#", re.compile(rb"c#(?<![a-z0-9]c#)"), b" c\x03 "),
    (b"#", re.compile(rb"f#(?<![a-z0-9]f#)"), b" f\x03 "),
]
_SHOWN = bytes.maketrans(b"\x02\x03#'", b"+#  ")
_APART = [(sign, b" " + sign + b" ") for sign in (END, *SIGNS)]


class Tokens:
    """The tokens of some stretches of one text."""

    def __init__(self, text: str, stretches: Sequence[tuple[int, int]], lead: int = 0) -> None:
        """Cut each stretch (start and end in characters) on its own, behind `lead` empty tokens."""
        plain = text.encode("ascii", "replace").translate(_PLAIN)
        self._plain = plain
        self._stretches = stretches
        self.row = [b""] * lead + _cut(b"".join([plain[low:high] + END for low, high in stretches]))
        """All tokens, with END behind those of each stretch."""

    def spans(self, number: int, begin: int, wanted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return from where to where in the text some tokens of a stretch reach, given the first and last of them.

        `number` is the stretch's, `begin` the place of its first token in the row.
        """
        low, high = self._stretches[number]
        plain = self._plain[low:high]
        bare = _TAIL_AND_QUOTE.sub(_blank, plain)
        end = 0
        ends = [
            end := bare.find(word, end) + len(word) for word in self.row[begin : max([last for _, last in wanted]) + 1]
        ]
        found = []
        for first, last in wanted:
            start, end = ends[first - begin] - len(self.row[first]), ends[last - begin]
            tail = _TAIL.match(plain, end)
            found.append((low + start, low + (tail.end() if tail else end)))
        return found


def _blank(match: re.Match[bytes]) -> bytes:
    return b" " * len(match[0])


def _cut(plain: bytes) -> list[bytes]:
    plain = _TAIL_AND_QUOTE.sub(b" ", plain)
    for sign, name, hidden in _NAMES:
        if sign in plain:
            plain = name.sub(hidden, plain)
    for sign, apart in _APART:
        plain = plain.replace(sign, apart)
    return plain.translate(_SHOWN).split()
