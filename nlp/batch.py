"""Reading many texts: one Arrow function that every engine runs, and the workspace's mentions folder.

mentions/<version>/part-000001.parquet             one row a mention
mentions/<version>/attributes/part-000001.parquet  one row a text read; written last, so a part counts when it stands
mentions/<version>/skills.jsonl                    the taxonomy as it was used
mentions/<version>/quality.jsonl                   how often each skill was right on labelled postings (quality.csv)

A part holds the next `chunk` unread texts in the order of the landing, so a run that was killed and begun again
writes the same bytes as one that was not.
"""

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from skilldemand.nlp import quality
from skilldemand.nlp.errors import InputError
from skilldemand.nlp.ipc import packed, unpacked
from skilldemand.nlp.landing_texts import Text, count_texts, landing_texts
from skilldemand.nlp.pool import Pool, chunks
from skilldemand.nlp.reader import Reader, Unread
from skilldemand.nlp.rows import extract_file
from skilldemand.nlp.tables import INPUT_COLUMNS, Answer, reading_batch, skill_rows, split, texts_of
from skilldemand.nlp.taxonomy import load_taxonomy
from skilldemand.nlp.version import matcher_version

__all__ = ["ExtractSummary", "extract", "extract_file", "extract_landing", "mentions_folder", "reader_version"]

CHUNK = 5000
"""Texts in one part."""
TASK = 100
"""Texts handed to a worker at once; also the texts read in one memory zone of spaCy."""
FEW = 300
"""Fewer texts than this are read in this process: starting workers would take longer."""

Progress = Callable[[int, int], None]


class ExtractSummary(msgspec.Struct, frozen=True):
    """What extract_landing did."""

    texts: int
    """Distinct texts in the complete runs of the landing."""
    read: int
    """Of these, read now; the others had been read by this version before."""
    version: str


def extract(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Read a batch of texts.

    In: columns text_hash, title, company (may be null), text, all strings. Out: one row a text in the same order, in
    tables.READING_SCHEMA. Raises InputError when a column is missing or no string. The reader is built once in a
    process; the function can be handed to any engine that maps Arrow batches.
    """
    reader = _reader(load_taxonomy().version)
    texts = texts_of(batch)
    with reader.batch():
        readings = reader.read_all(Unread(text, title, company) for _, title, company, text in texts)
    answers = [Answer(text[0], len(text[-1]), reading) for text, reading in zip(texts, readings, strict=True)]
    return reading_batch(answers, reader.matcher.taxonomy.version, matcher_version())


@functools.lru_cache(maxsize=1)
def _reader(taxonomy_version: str) -> Reader:  # noqa: ARG001 - another taxonomy needs another reader
    return Reader()


def reader_version() -> str:
    """Return the version of taxonomy and matcher together, the name of the folder of their mentions."""
    return f"{load_taxonomy().version}-{matcher_version()}"


def mentions_folder(mentions: Path) -> Path:
    """Return the folder of this reader's mentions under `mentions`, whether or not it exists."""
    return mentions / reader_version()


def extract_landing(
    landing: Path, mentions: Path, *, jobs: int = 1, on_progress: Progress | None = None, chunk: int = CHUNK
) -> ExtractSummary:
    """Read every distinct text of the landing's complete runs that this version has not read.

    Raises InputError when a landing line is no posting. Killed at any moment and run again, it goes on behind the
    last part that stands.
    """
    folder = mentions_folder(mentions)
    (folder / "attributes").mkdir(parents=True, exist_ok=True)
    _put(folder / "skills.jsonl", b"".join(msgspec.json.encode(r) + b"\n" for r in skill_rows(load_taxonomy())))
    _put(folder / "quality.jsonl", b"".join(msgspec.json.encode(one) + b"\n" for one in quality.shipped()))
    known, number = _read_before(folder)
    distinct, total = count_texts(landing, known)
    read = 0
    if total > 0:
        with Pool(extract_bytes, jobs if total >= FEW else 1) as pool:
            part: list[pa.RecordBatch] = []
            # One stream of tasks for all parts: no worker waits while a part is written.
            for answer in pool.map(_tasks(landing_texts(landing, known), chunk)):
                part.append(unpacked(answer))
                read += part[-1].num_rows
                if on_progress is not None:
                    on_progress(read, total)
                if sum(batch.num_rows for batch in part) == chunk:
                    number += 1
                    _write_part(folder, number, part)
                    part = []
            if part:
                _write_part(folder, number + 1, part)
    return ExtractSummary(texts=distinct, read=read, version=folder.name)


def extract_bytes(task: bytes) -> bytes:
    """Return extract() of one batch, both as Arrow IPC streams."""
    return packed(extract(unpacked(task)))


def _tasks(texts: Iterable[Text], chunk: int = CHUNK) -> Iterator[bytes]:
    """Yield the texts as batches for the workers; none reaches over the end of a part."""
    for group in (task for part in chunks(texts, chunk) for task in chunks(part, TASK)):
        columns = zip(*((t.content_hash, t.title, t.company, t.description_text) for t in group), strict=True)
        arrays = [pa.array(column, pa.string()) for column in columns]
        yield packed(pa.RecordBatch.from_arrays(arrays, names=list(INPUT_COLUMNS)))


def _read_before(folder: Path) -> tuple[set[bytes], int]:
    """Return the hashes of the texts in complete parts, and the number of the last one."""
    known: set[bytes] = set()
    last = 0
    for path in sorted((folder / "attributes").glob("part-*.parquet")):
        if not (folder / path.name).is_file():
            raise InputError(f"{folder / path.name}: missing beside {path}. Remove {folder} and extract again.")
        hashes = pq.read_table(path, columns=["text_hash"]).column("text_hash").to_pylist()
        known.update(map(bytes.fromhex, hashes))
        last = int(path.stem.removeprefix("part-"))
    return known, last


def _write_part(folder: Path, number: int, answers: list[pa.RecordBatch]) -> None:
    name = f"part-{number:06}.parquet"
    for path, table in zip((folder / name, folder / "attributes" / name), split(answers), strict=True):
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        _put(path, sink.getvalue())


def _put(path: Path, data: bytes | pa.Buffer) -> None:
    """Write a file so that it stands whole or not at all."""
    part = path.with_name(f".{path.name}.tmp")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
