"""Opening an answer: bytes to JSON or XML, with a message that tells HTML and truncation from a changed contract."""

from typing import Any
from xml.etree import ElementTree as ET

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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:  # the last: nested without end
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


def open_rows(body: bytes, board: Board, *fields: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the rows of an answer and its envelope; the rows stand bare or under the first of `fields` that is there.

    Raises PayloadError when none of them is.
    """
    data = open_json(body, board)
    if isinstance(data, list):
        return data, {}
    if not isinstance(data, dict):
        raise PayloadError(f"board {board.slug}: a JSON {type(data).__name__}, expected an object with {fields}.")
    field = next((field for field in fields if field in data), None)
    if field is None:
        found = ", ".join(sorted(data)[:12])
        raise PayloadError(f"board {board.slug}: field {fields[0]!r} is missing in the answer, found {found}.")
    return rows_of(data[field], board, field), data


class _NoDocumentType(ET.TreeBuilder):
    """Builds a tree and stops at a document type, before its entities are read: they can fill the memory."""

    def doctype(self, name: str, *_ids: str | None) -> None:
        raise PayloadError(f"the XML declares a document type {name!r}, expected none")


def open_xml(body: bytes, board: Board, root: str) -> ET.Element:
    """Return the root element, all names without namespace; raises PayloadError for another root, a DTD or no XML."""
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise PayloadError(f"board {board.slug}: HTML where XML is due: {_start(start)}. A login or error page?")
    try:
        parser = ET.XMLParser(target=_NoDocumentType())  # noqa: S314  (no entities: see above)  # nosec B314
        tree = ET.fromstring(start, parser=parser)  # noqa: S314  # nosec B314
    except (ET.ParseError, LookupError, ValueError, PayloadError) as error:
        raise PayloadError(f"board {board.slug}: the answer is not XML ({error}): {_start(start)}") from error
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
    if tree.tag != root:
        raise PayloadError(f"board {board.slug}: root element <{tree.tag}>, expected <{root}>.")
    return tree


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
