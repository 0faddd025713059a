"""How alike two texts are: hashed five-word shingles, MinHash bands to find pairs, exact Jaccard to judge them.

Reference: A. Z. Broder, On the resemblance and containment of documents (1997).
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.intp]

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
_SIGNS = re.compile(r"[^\w\x00-\x7f]+")
_BLANK, _END_OF_TEXT = 32, 255
_FOLDED = bytes(
    byte
    if byte > 127
    else ord("0")
    if chr(byte).isdigit()
    else ord(chr(byte).lower())
    if chr(byte).isalpha()
    else _BLANK
    for byte in range(256)
)
_CRC = np.array([zlib.crc32(bytes([255 ^ byte])) ^ 0xFF000000 for byte in range(256)], dtype=np.uint32)
"""What a byte changes in a CRC-32, by the exclusive or of the byte and the lowest byte of the CRC so far."""
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


def _plain(text: str) -> bytes:
    """Return UTF-8 whose signs beyond ASCII are blanks; case and digits of ASCII are left to _FOLDED."""
    if not text.isascii():
        text = _DIGITS.sub("0", _SIGNS.sub(" ", text.lower()))
    return text.encode()


def _words(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Ints]:
    """Return the CRC-32 of each word of all texts, every number read as 0, and where the words of each text begin.

    The beginnings end with the number of all words.
    """
    joined = bytes([_END_OF_TEXT]).join([*map(_plain, texts), b""]).translate(_FOLDED)
    data = np.frombuffer(b" " + re.sub(rb"00+", b"0", joined) + b" ", dtype=np.uint8)
    within = (data != _BLANK) & (data != _END_OF_TEXT)
    edges = np.flatnonzero(within[1:] != within[:-1]) + 1
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    longest = lengths.max(initial=0)
    longest_first = np.argsort((longest - lengths).astype(np.min_scalar_type(longest)), kind="stable")
    at, longer = starts[longest_first], len(starts) - np.cumsum(np.bincount(lengths))
    crc = np.full(len(starts), 0xFFFFFFFF, dtype=np.uint32)
    for place, some in enumerate([len(starts), *longer[1:-1].tolist()] if len(starts) else []):
        part = crc[:some]
        crc[:some] = _CRC[(part ^ data[at[:some] + place]) & 0xFF] ^ (part >> 8)
    codes = np.empty_like(crc)
    codes[longest_first] = ~crc
    ends = np.searchsorted(starts, np.flatnonzero(data == _END_OF_TEXT))
    return codes, np.concatenate(([0], ends))


def _set_aside(
    codes: npt.NDArray[np.uint32], bounds: Ints, aside: Sequence[frozenset[str]]
) -> tuple[npt.NDArray[np.uint32], Ints]:
    """Return what _words gave without the words that are set aside in each text."""
    named = [(number << 32) | zlib.crc32(word.encode()) for number, words in enumerate(aside) for word in words]
    keys = np.array(named, dtype=np.uint64)
    seldom = np.zeros(1 << 16, dtype=bool)
    seldom[keys & np.uint64(0xFFFF)] = True
    maybe = np.flatnonzero(seldom[codes & 0xFFFF])
    owner = np.searchsorted(bounds, maybe, side="right").astype(np.uint64) - np.uint64(1)
    gone = maybe[np.isin((owner << np.uint64(32)) | codes[maybe], keys)]
    return np.delete(codes, gone), bounds - np.searchsorted(gone, bounds)


def shingles_of(texts: Sequence[str], aside: Sequence[frozenset[str]]) -> list[Hashes]:
    """Return for each text the sorted distinct hashes of its five-word sequences.

    Case, punctuation and the words that are set aside in that text do not count and every number reads as 0. A text of
    fewer than five words gives one shingle, an empty one none.
    """
    codes, bounds = _set_aside(*_words(texts), aside)
    size = np.diff(bounds)
    begin, count = bounds[:-1], np.where(size, np.maximum(1, size - SHINGLE_WORDS + 1), 0)
    padded = np.concatenate((codes, np.zeros(SHINGLE_WORDS - 1, dtype=np.uint32))).astype(np.uint64)
    mixed, few = np.zeros(len(codes), dtype=np.uint64), []
    for place in range(SHINGLE_WORDS):
        mixed = (mixed ^ padded[place : place + len(codes)]) * _PRIME
        mixed ^= mixed >> np.uint64(29)
        whole = begin[size == place + 1]
        few.append((whole, mixed[whole]))
    for whole, hashed in few:
        mixed[whole] = hashed
    for first, last in zip(begin.tolist(), (begin + count).tolist(), strict=True):
        mixed[first:last].sort()
    keep = np.concatenate(([True], mixed[1:] != mixed[:-1]))[: len(mixed)]
    keep[begin[size > 0]] = True
    rest = (begin + count)[:, None] + np.arange(SHINGLE_WORDS - 1)
    keep[rest[rest < bounds[1:, None]]] = False
    ends = np.concatenate(([0], np.cumsum(keep)))[bounds].tolist()
    distinct = mixed[keep]
    return [distinct[first:last] for first, last in pairwise(ends)]


def shingles(text: str, aside: frozenset[str] = frozenset()) -> Hashes:
    """Return the shingles of one text, see shingles_of."""
    return shingles_of([text], [aside])[0]


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
