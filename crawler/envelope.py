"""Opening an answer: bytes to JSON, with a message that tells HTML and truncation from a changed contract."""

from typing import Any

import msgspec

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.registry import Board


def open_json(body: bytes, board: Board) -> Any:
    """Return the decoded JSON of an answer; raises PayloadError saying what stands there instead."""
    stripped = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if stripped[:1] == b"<":
        raise PayloadError(f"board {board.slug}: HTML where JSON is due: {_start(stripped)}. A login or error page?")
    try:
        return msgspec.json.decode(stripped)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PayloadError(f"board {board.slug}: the answer is not JSON ({error}): {_start(stripped)}") from error


def open_object(body: bytes, board: Board, *fields: str) -> dict[str, Any]:
    """Return the answer as an object that has `fields`; raises PayloadError naming what is missing."""
    data = open_json(body, board)
    if not isinstance(data, dict):
        raise PayloadError(f"board {board.slug}: a JSON {type(data).__name__}, expected an object with {fields}.")
    missing = [field for field in fields if field not in data]
    if missing:
        found = ", ".join(sorted(data)[:12])
        raise PayloadError(f"board {board.slug}: field {missing[0]!r} is missing in the answer, found {found}.")
    return data


def rows_of(value: Any, board: Board, field: str) -> list[dict[str, Any]]:
    """Return a list of rows; null counts as none; raises PayloadError for anything else."""
    if value is None:
        return []
    if not isinstance(value, list):
        kind = type(value).__name__
        raise PayloadError(f"board {board.slug}: field {field!r} is {kind}, expected a list of postings.")
    return value


def _start(body: bytes) -> str:
    return repr(body[:60].decode("utf-8", "replace"))
