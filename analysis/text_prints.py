"""Fingerprints of texts: what makes two texts, or two paragraphs, the same whatever their case and punctuation.

Worked out once a text. The bytes that do not matter are deleted from thousands of texts at once, which costs a
fiftieth of a regular expression over the letters; DuckDB hashes what is left.
"""

from collections.abc import Iterator
from itertools import chain

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from skilldemand.analysis.columns import ahead, at_once

MIN_PARAGRAPH = 80
"""Characters below which a line is a heading or a bullet point and not a paragraph."""

_BATCH = 8_192
_BETWEEN = bytes(c for c in range(128) if not chr(c).isalnum() and c != 10)
_DIGITS, _LINE_END = b"0123456789", b"\n"
_END, _BLANK = 10, 32

_FIRST = "SELECT min(rowid) FROM raw.text ANTI JOIN staging.text_print USING (text_hash)"
"""New texts stand at the end, so that those before the first of them need not be read."""

_UNPRINTED = """
SELECT text_hash, lower(text) || chr(10) AS text
FROM raw.text
WHERE rowid >= $first AND text_hash NOT IN (SELECT text_hash FROM staging.text_print)
"""
"""lower() gives a letter for a letter, so that the lines of what it gives are as long as those of the text."""

_PRINT = """
INSERT INTO staging.text_print
SELECT text_hash, chars, text_number(words), lengths,
  list_transform(paragraphs, lambda line: if(line IS NULL, 0, (hash(line) >> 1)::BIGINT))
FROM incoming
"""


def _blank_signs(text: npt.NDArray[np.uint8]) -> None:
    """Blank the punctuation, spaces and symbols beyond ASCII that postings use, in place.

    These are U+0080-00BF, 2000-2BFF, 3000-303F and FE00-FF3F, in UTF-8.
    """
    lead = np.flatnonzero(text >= 0xC2)
    first, second = text[lead], text[lead + 1]
    two = lead[first == 0xC2]
    three = lead[
        ((first == 0xE2) & (second <= 0xAF))
        | ((first == 0xE3) & (second == 0x80))
        | ((first == 0xEF) & ((second == 0xBC) | (second == 0xB8)))
    ]
    for place in (two, two + 1, three, three + 1, three + 2):
        text[place] = _BLANK


def folded(lowered: bytes | pa.Buffer) -> bytearray:
    """Return the letters, digits and line ends of a text in lower case, or of several one after another."""
    text = bytearray(lowered)
    _blank_signs(np.frombuffer(text, dtype=np.uint8))
    return text.translate(None, _BETWEEN)


def paragraph_letters(text: str) -> list[bytes]:
    """Return the letters of each line of the text; nothing for lines that are too short for a paragraph."""
    letters = bytes(folded(text.lower().encode("utf-8", "surrogatepass"))).translate(None, _DIGITS).split(b"\n")
    return [kept if len(line) >= MIN_PARAGRAPH else b"" for line, kept in zip(text.split("\n"), letters, strict=True)]


def _line_ends(text: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """Return where the bytes after the end of each line stand, with a 0 before them."""
    return np.concatenate(([0], np.flatnonzero(text == _END) + 1)).astype(np.int32)


def _in_characters(text: npt.NDArray[np.uint8], places: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return how many characters of UTF-8 stand before each place, counted in bytes."""
    inner = np.flatnonzero((text & 0xC0) == 0x80)
    return (places - np.searchsorted(inner, places)).astype(np.int32)


def _strings(
    data: bytearray, offsets: npt.NDArray[np.int32], known: npt.NDArray[np.bool_] | None = None
) -> pa.StringArray:
    """Return texts that stand one after another, null where not `known`."""
    valid = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data), valid)


def _folded_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return of the texts of a batch, each ending with a line's end, what _PRINT reads.

    These are `chars`, the `lengths` of the lines in characters, `words`, letters and digits, and `paragraphs`, the
    letters of each line, null for lines that are too short.
    """
    texts = batch.column("text")
    bounds = np.frombuffer(texts.buffers()[1], dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    lowered = texts.buffers()[2][bounds[0] : bounds[-1]]
    data = np.frombuffer(lowered, dtype=np.uint8)
    ends = _line_ends(data)
    lines = np.searchsorted(ends, bounds - bounds[0]).astype(np.int32)
    places = _in_characters(data, ends)
    lengths = np.diff(places) - 1
    kept = folded(lowered)
    words, letters = kept.translate(None, _LINE_END), kept.translate(None, _DIGITS)
    word_ends = _line_ends(np.frombuffer(kept, dtype=np.uint8))[lines] - lines
    paragraphs = _strings(letters, _line_ends(np.frombuffer(letters, dtype=np.uint8)), lengths >= MIN_PARAGRAPH)
    return pa.record_batch({
        "text_hash": batch.column("text_hash"), "chars": np.diff(places[lines]) - 1,
        "words": _strings(words, word_ends),
        "lengths": pa.ListArray.from_arrays(pa.array(lines), pa.array(lengths)),
        "paragraphs": pa.ListArray.from_arrays(pa.array(lines), paragraphs),
    })  # fmt: skip


def _batches(con: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    ((first,),) = con.execute(_FIRST).fetchall()
    if first is not None:
        cursor = con.cursor()
        yield from cursor.sql(_UNPRINTED, params={"first": first}).to_arrow_reader(_BATCH)
        cursor.close()


def write_text_prints(con: duckdb.DuckDBPyConnection) -> None:
    """Add the texts of raw.text that are not yet there to staging.text_print.

    Some texts are read and some folded, in threads of their own, while those before them are hashed.
    """
    batches = ahead(at_once(con, _folded_batch, ahead(_batches(con))))
    if (first := next(batches, None)) is not None:
        con.register("incoming", pa.RecordBatchReader.from_batches(first.schema, chain([first], batches)))
        con.execute(_PRINT)
        con.unregister("incoming")
