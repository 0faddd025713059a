"""The texts of the landing folder, as this stage sees them: only the fields it reads, each distinct text once."""

import gzip
from collections.abc import Iterator, Set
from pathlib import Path

import msgspec

from skilldemand.nlp.errors import InputError

SCHEMA_VERSION = 1
"""Of the landing's postings, which this release reads."""


class Text(msgspec.Struct, frozen=True, gc=False):
    """The part of a landing posting that the reader sees."""

    content_hash: str
    title: str
    description_text: str
    schema_version: int
    company: str | None = None
    posted_at: str | None = None
    """ISO 8601 date or time; only discovery looks at it, and at the next."""
    seen_at: str | None = None


class _Hash(msgspec.Struct, frozen=True, gc=False):
    content_hash: str


def landing_texts(landing: Path, known: Set[bytes] = frozenset()) -> Iterator[Text]:
    """Yield each distinct text of the complete runs that is not `known`, in the order of folders, files and lines.

    Raises InputError with file and line for a line that is no posting of this schema version.
    """
    seen = set(known)
    decoder = msgspec.json.Decoder(Text)
    for where, line in _lines(landing):
        try:
            text = decoder.decode(line)
            digest = bytes.fromhex(text.content_hash)
        except (msgspec.DecodeError, ValueError) as error:
            raise InputError(f"{where}: not a posting record: {error}. Crawl or import the source again.") from error
        if text.schema_version != SCHEMA_VERSION:
            raise InputError(
                f"{where}: schema_version {text.schema_version!r}, expected {SCHEMA_VERSION}. "
                "Crawl or import the source again with this release."
            )
        if digest not in seen:
            seen.add(digest)
            yield text


def count_texts(landing: Path, known: Set[bytes] = frozenset()) -> tuple[int, int]:
    """Return how many distinct texts the complete runs hold, and how many of them are not `known`.

    More may be known than are here: old runs are cleared up, what was read of them stays. Raises InputError as
    landing_texts does.
    """
    decoder = msgspec.json.Decoder(_Hash)
    seen = set()
    for where, line in _lines(landing):
        try:
            seen.add(bytes.fromhex(decoder.decode(line).content_hash))
        except (msgspec.DecodeError, ValueError) as error:
            raise InputError(f"{where}: not a posting record: {error}. Crawl or import the source again.") from error
    return len(seen), len(seen - known)


def _lines(landing: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (file:line, line) of the postings of runs that have ended, which their boards file shows."""
    for path in sorted(landing.glob("*/*/postings.jsonl.gz")):
        if not path.with_name("boards.jsonl.gz").is_file():
            continue
        try:
            with gzip.open(path, "rb") as lines:
                for number, line in enumerate(lines, 1):
                    yield f"{path}:{number}", line
        except (OSError, EOFError) as error:
            raise InputError(
                f"{path}: cannot be read to its end: {error}. Crawl or import the source again."
            ) from error
