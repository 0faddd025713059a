"""Reading a file of postings that somebody has: JSON or JSON Lines with an id and a text in each row."""

import functools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from skilldemand.nlp import fold
from skilldemand.nlp.errors import InputError
from skilldemand.nlp.output import posting_object
from skilldemand.nlp.pool import Pool, chunks
from skilldemand.nlp.reader import Reader

TASK = 50
"""Rows handed to a worker at once."""
FEW = 300
"""A shorter file is read in this process."""

Clean = Callable[[str], str]


class FileSummary(msgspec.Struct, frozen=True):
    """What extract_file did."""

    read: int
    rejected: dict[str, int]
    """Rows left out, by reason; the reason names the line of the first."""


def extract_file(
    source: Path,
    target: Path,
    *,
    jobs: int = 1,
    clean: Clean | None = None,
    model: bool = True,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> FileSummary:
    """Read the rows of `source` and write one JSON object a posting to `target`, in the same order.

    A row has `id`, `text` or `description`, and optionally `title`, `company`, `location`. `clean` turns markup into
    text; where it changes a text, the answer carries the changed `text`, into which its offsets point. A row that
    cannot be used is counted and left out. With `model` False the patterns alone read.
    Raises InputError when the file cannot be read or holds no row to use.
    """
    rejected: Counter[str] = Counter()
    first: dict[str, str] = {}
    rows = _usable(source, rejected, first)
    start = tuple(_take(rows, FEW))
    read = 0
    part = target.with_name(f".{target.name}.tmp")
    with (
        Pool(functools.partial(read_rows, clean=clean, model=model), jobs if len(start) >= FEW else 1) as pool,
        part.open("wb") as out,
    ):
        for answer in pool.map(msgspec.json.encode(group) for group in chunks(chain(start, rows), TASK)):
            out.write(answer)
            read += answer.count(b"\n")
            if on_progress is not None:
                on_progress(read, None)
    if not read:
        part.unlink()
        why = "; ".join(f"{count} x {reason} (first: {first[reason]})" for reason, count in rejected.items())
        raise InputError(f"{source}: no row could be used: {why or 'the file is empty'}. {_EXPECTED}")
    part.replace(target)
    return FileSummary(read, {f"{reason}, first at {first[reason]}": n for reason, n in rejected.items()})


_EXPECTED = (
    "Expected JSON Lines or a JSON array of objects with id, text or description, and optionally title, company."
)


def read_rows(task: bytes, *, clean: Clean | None = None, model: bool = True) -> bytes:
    """Return the JSON lines for one JSON array of usable rows."""
    reader = _reader(model=model)
    lines = []
    with reader.batch():
        for row in msgspec.json.decode(task):
            text = clean(row["text"]) if clean is not None else row["text"]
            reading = reader.read(text, row["title"], row["company"], location=row["location"])
            answer = posting_object(row["id"], reading)
            if text != row["text"]:
                answer["text"] = text
            lines.append(msgspec.json.encode(answer) + b"\n")
    return b"".join(lines)


@functools.cache
def _reader(*, model: bool) -> Reader:
    return Reader(model=model)


def _usable(source: Path, rejected: Counter[str], first: dict[str, str]) -> Iterator[dict[str, Any]]:
    for where, row in _objects(source):
        reason = _flaw(row)
        if reason is not None:
            rejected[reason] += 1
            first.setdefault(reason, where)
            continue
        text = row["text"] if row.get("text") is not None else row["description"]
        optional = {name: row.get(name) if isinstance(row.get(name), str) else None for name in ("company", "location")}
        title = row.get("title") if isinstance(row.get("title"), str) else ""
        yield {"id": row["id"], "text": fold.valid(text), "title": fold.valid(title), **optional}


def _flaw(row: Any) -> str | None:
    if not isinstance(row, dict):
        return "not a JSON object"
    if row.get("id") is None:
        return "no id"
    text = row.get("text") if row.get("text") is not None else row.get("description")
    if text is None:
        return "no text or description"
    return None if isinstance(text, str) else "text is no string"


def _objects(source: Path) -> Iterator[tuple[str, Any]]:
    """Yield (place, value) of each row; a line that is no JSON is yielded as None."""
    try:
        with source.open("rb") as file:
            if _begins_array(file.peek(256)):
                yield from ((f"item {n}", row) for n, row in enumerate(json.loads(file.read()), 1))
                return
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"line {number}", _decoded(line)
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror or error}. Name a readable file.") from error
    except ValueError as error:
        raise InputError(f"{source}: not valid JSON: {error}. {_EXPECTED}") from error


def _begins_array(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["


def _decoded(line: bytes) -> Any:
    try:
        return json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return None


def _take(rows: Iterator[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    for _, row in zip(range(count), rows, strict=False):
        yield row
