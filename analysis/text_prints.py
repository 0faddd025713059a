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

from skilldemand.analysis.columns import ahead

MIN_PARAGRAPH = 80
"""Characters below which a line is a heading or a bullet point and not a paragraph."""

_BATCH = 8_192
_BETWEEN = bytes(c for c in range(128) if not chr(c).isalnum() and c != 10)
_DIGITS = b"0123456789"
_END, _BLANK = 10, 32

_FIRST = "SELECT min(rowid) FROM raw.text ANTI JOIN staging.text_print USING (text_hash)"
"""New texts stand at the end, so that those before the first of them need not be read."""

_UNPRINTED = """
SELECT text_hash, list_transform(string_split(text, chr(10)), lambda line: length(line)::INTEGER) AS lengths,
  lower(text) || chr(10) AS text
FROM raw.text
WHERE rowid >= $first AND text_hash NOT IN (SELECT text_hash FROM staging.text_print)
"""

_PRINT = """
INSERT INTO staging.text_print
SELECT text_hash, (list_sum(lengths) + len(lengths) - 1)::INTEGER, text_number(replace(words, chr(10), '')), lengths,
  list_transform(paragraphs, lambda line, i: CASE WHEN lengths[i] >= $least THEN (hash(line) >> 1)::BIGINT ELSE 0 END)
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


def _strings(data: bytearray, offsets: npt.NDArray[np.int32]) -> pa.Array:
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def _line_offsets(data: bytearray) -> npt.NDArray[np.int32]:
    ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == _END) + 1
    return np.concatenate(([0], ends)).astype(np.int32)


def _folded_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the texts of a batch as `words`, letters and digits, and `paragraphs`, the letters of each line."""
    texts, lengths = batch.column("text"), batch.column("lengths")
    bounds = np.frombuffer(texts.buffers()[1], dtype=np.int32)
    words = folded(texts.buffers()[2][bounds[texts.offset] : bounds[texts.offset + len(texts)]])
    letters = words.translate(None, _DIGITS)
    lines = np.concatenate(([0], np.cumsum(lengths.value_lengths()))).astype(np.int32)
    return pa.record_batch({
        "text_hash": batch.column("text_hash"), "lengths": lengths,
        "words": _strings(words, _line_offsets(words)[lines]),
        "paragraphs": pa.ListArray.from_arrays(pa.array(lines), _strings(letters, _line_offsets(letters))),
    })  # fmt: skip


def _batches(con: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    ((first,),) = con.execute(_FIRST).fetchall()
    if first is not None:
        cursor = con.cursor()
        yield from cursor.sql(_UNPRINTED, params={"first": first}).to_arrow_reader(_BATCH)
        cursor.close()


def write_text_prints(con: duckdb.DuckDBPyConnection) -> None:
    """Add the texts of raw.text that are not yet there to staging.text_print."""
    batches = ahead(_folded_batch(batch) for batch in _batches(con))
    if (first := next(batches, None)) is not None:
        con.register("incoming", pa.RecordBatchReader.from_batches(first.schema, chain([first], batches)))
        con.execute(_PRINT, {"least": MIN_PARAGRAPH})
        con.unregister("incoming")
