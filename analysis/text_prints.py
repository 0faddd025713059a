"""Fingerprints of texts: what makes two texts, or two paragraphs, the same whatever their case and punctuation.

Worked out once a text: deleting bytes through a table costs a fiftieth of a regular expression over the letters.
"""

import hashlib
import re
from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

MIN_PARAGRAPH = 80
"""Characters below which a line is a heading or a bullet point and not a paragraph."""

_BATCH = 10_000
_LETTERS = bytes(c for c in range(128) if not chr(c).isalpha() and c != 10)
_DIGITS_TOO = bytes(c for c in range(128) if not chr(c).isalnum())
_SIGNS = re.compile(rb"\xe2[\x80-\xaf][\x80-\xbf]|\xc2[\x80-\xbf]|\xe3\x80[\x80-\xbf]|\xef(?:\xbc|\xb8)[\x80-\xbf]")
"""UTF-8 of the punctuation, spaces and symbols beyond ASCII that postings use: U+0080-00BF, 2000-2BFF, 3000-303F."""

_UNPRINTED = """
SELECT text_hash, text FROM raw.text ANTI JOIN staging.text_print USING (text_hash)
"""


def _folded(text: str) -> bytes:
    folded = text.lower().encode("utf-8", "surrogatepass")
    return folded if text.isascii() else _SIGNS.sub(b"", folded)


def text_print(text: str) -> bytes:
    """Return 16 bytes that are the same for texts that differ in case, spaces and punctuation only."""
    return hashlib.md5(_folded(text).translate(None, _DIGITS_TOO), usedforsecurity=False).digest()


def paragraph_prints(text: str) -> list[int]:
    """Return for each line of the text a positive number that stands for its letters; 0 for lines that are too short.

    The same letters give the same number; other letters another one, but for a chance of one in 2^63.
    """
    letters = _folded(text).translate(None, _LETTERS).split(b"\n")
    return [
        int.from_bytes(hashlib.md5(kept, usedforsecurity=False).digest()[:8]) >> 1 if len(line) >= MIN_PARAGRAPH else 0
        for line, kept in zip(text.split("\n"), letters, strict=True)
    ]


def _batches(con: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[str, str]]]:
    cursor = con.cursor()
    cursor.execute(_UNPRINTED)
    while batch := cursor.fetchmany(_BATCH):
        yield batch
    cursor.close()


def write_text_prints(con: duckdb.DuckDBPyConnection) -> None:
    """Add the texts of raw.text that are not yet there to staging.text_print."""
    for batch in _batches(con):
        lines = [paragraph_prints(text) for _, text in batch]
        offsets = np.cumsum([0, *map(len, lines)], dtype=np.int32)
        prints = pa.array([number for line in lines for number in line], pa.int64())
        table = pa.table({
            "text_hash": [text_hash for text_hash, _ in batch],
            "chars": pa.array([len(text) for _, text in batch], pa.int32()),
            "words": pa.array([text_print(text) for _, text in batch], pa.binary()),
            "paragraphs": pa.ListArray.from_arrays(pa.array(offsets), prints),
        })  # fmt: skip
        con.register("incoming", table)
        con.execute("INSERT INTO staging.text_print FROM incoming")
        con.unregister("incoming")
