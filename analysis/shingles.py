"""How alike two texts are: hashed five-word shingles, MinHash bands to find pairs, exact Jaccard to judge them.

Reference: A. Z. Broder, On the resemblance and containment of documents (1997).
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

SHINGLE_WORDS = 5
BANDS, ROWS = 16, 4
"""A pair of similarity 0.8 shares at least one band with probability 1 - (1 - 0.8^4)^16 = 0.9999994."""
NEIGHBOURS = 8
"""Pairs looked at for each text within a band: keeps the work linear when hundreds of copies fall into one band."""

_VAGUE = frozenset(
    {
        "remote",
        "hybrid",
        "onsite",
        "anywhere",
        "worldwide",
        "global",
        "united",
        "states",
        "kingdom",
        "usa",
        "and",
        "the",
    }
    | {"area", "metropolitan", "metro", "greater", "city", "county", "region", "north", "south", "east", "west", "new"}
    | {"san", "los", "santa", "fort", "saint"}
)
"""Words that many places share: they tell none from another."""

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_PRIME = np.uint64(1_099_511_628_211)
_MULTIPLIERS = np.random.default_rng(20_230_817).integers(1, 2**63, size=BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_OFFSETS = np.random.default_rng(20_230_818).integers(1, 2**63, size=BANDS * ROWS, dtype=np.uint64)


def place_words(location: str | None) -> frozenset[str]:
    """Return the words of a posting's location, which are set aside in its text."""
    return frozenset(_WORD.findall((location or "").lower()))


def same_place(one: str | None, other: str | None) -> bool:
    """Say whether two locations may mean one place.

    The words before the first comma count, without those that many places share: one of them must stand in both, or
    all of one in the whole of the other. A location without such a word, like "Remote - US", contradicts no other.
    """
    whole = [place_words(place) for place in (one, other)]
    city = [{w for w in place_words((place or "").split(",")[0]) if len(w) > 2} - _VAGUE for place in (one, other)]
    if not all(city) or city[0] & city[1]:
        return True
    return city[0] <= whole[1] or city[1] <= whole[0]


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    return zlib.crc32(_DIGITS.sub("0", word).encode())


def shingles(text: str, places: frozenset[str] = frozenset()) -> Hashes:
    """Return the sorted distinct hashes of the text's five-word sequences.

    Case, punctuation and the words in `places` are set aside and every number reads as 0. A text of fewer than five
    words gives one shingle, an empty one none.
    """
    aside = {zlib.crc32(word.encode()) for word in places}
    words = [code for code in map(_code, _WORD.findall(text.lower())) if code not in aside]
    if not words:
        return np.empty(0, dtype=np.uint64)
    codes = np.array(words, dtype=np.uint64)
    count = max(1, len(codes) - SHINGLE_WORDS + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(min(SHINGLE_WORDS, len(codes))):
        mixed = (mixed ^ codes[place : place + count]) * _PRIME
        mixed ^= mixed >> np.uint64(29)
    mixed.sort()
    return mixed[np.concatenate(([True], mixed[1:] != mixed[:-1]))]


def jaccard(a: Hashes, b: Hashes) -> float:
    """Return shared / all shingles of two texts, 0..1; two empty texts have nothing in common."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / max(1, len(a) + len(b) - shared)


def _bands(hashes: Hashes) -> list[bytes]:
    mixed = hashes[:, None] * _MULTIPLIERS[None, :] + _OFFSETS[None, :]
    lowest = (mixed >> np.uint64(32)).min(axis=0).reshape(BANDS, ROWS)
    return [row.tobytes() for row in lowest]


def candidate_pairs(texts: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions, smaller first, whose texts share a MinHash band, each pair once and in order.

    Within a band each text is paired with the next eight in the order given, so that neighbours in time meet.
    """
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for position, hashes in enumerate(texts):
        if len(hashes):
            for band, key in enumerate(_bands(hashes)):
                buckets.setdefault((band, key), []).append(position)
    pairs = {
        (a, b)
        for members in buckets.values()
        for place, a in enumerate(members)
        for b in members[place + 1 : place + 1 + NEIGHBOURS]
    }
    yield from sorted(pairs)
