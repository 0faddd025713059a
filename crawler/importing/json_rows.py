"""JSON arrays, objects that hold a list, and JSON Lines, read as they come and never as a whole."""

import json
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from skilldemand.crawler.errors import ImportFileError
from skilldemand.crawler.importing.rows import Row, Table
from skilldemand.crawler.importing.text_encoding import STRAY_BYTES, detect_encoding

_CHUNK = 1 << 20
_DEEPEST_LIST = 3  # {"data": {"jobs": [...]}}
_HEAD_ROWS = 500  # whose keys are the columns
_DECODER = json.JSONDecoder(strict=False)
_SPACE = " \t\n\r\ufeff"


def open_json(path: Path, columns: list[str] | None = None) -> Table:
    """Open a JSON file with an array of objects, or an object that holds one; JSON Lines under this name are read too.

    Raises ImportFileError when there is no such array, and while rows are read when the file breaks off or stops
    being JSON.
    """
    del columns  # an object is read whole
    if _is_lines(path):
        return open_json_lines(path)
    return _table(path, _array_rows(path))


def open_json_lines(path: Path, columns: list[str] | None = None) -> Table:
    """Open a file with one JSON object a line. A line that is none becomes an unreadable row."""
    del columns  # an object is read whole
    return _table(path, _line_rows(path))


def _table(path: Path, rows: Iterator[Row]) -> Table:
    head = list(islice(rows, _HEAD_ROWS))
    if not head:
        raise ImportFileError(f"{path}: the file holds no rows. Give a file with at least one posting.")
    names = dict.fromkeys(name for row in head for name in row.values)
    return Table(list(names), chain(head, rows))


def _is_lines(path: Path) -> bool:
    """Tell whether the first line is a whole object and a second one follows."""
    with _open(path) as stream:
        first = stream.readline(1 << 22).strip(_SPACE)
        second = stream.readline(1 << 10).strip(_SPACE)
    if not (first.startswith("{") and second.startswith("{")):
        return False
    try:
        json.loads(first, strict=False)
    except ValueError:
        return False
    return True


def _open(path: Path) -> TextIO:
    return path.open(encoding=detect_encoding(path), errors=STRAY_BYTES)


def _line_rows(path: Path) -> Iterator[Row]:
    number = 0
    with _open(path) as stream:
        for line in stream:
            if not line.strip(_SPACE):
                continue
            number += 1
            try:
                value = json.loads(line.strip(_SPACE), strict=False)
            except (ValueError, RecursionError) as error:
                yield Row(number, {}, f"broken row: no JSON ({error})")
                continue
            yield _row(number, value)


def _row(number: int, value: Any) -> Row:
    if isinstance(value, dict):
        return Row(number, value)
    return Row(number, {}, f"broken row: {type(value).__name__} instead of an object")


def _array_rows(path: Path) -> Iterator[Row]:
    with _open(path) as stream:
        text = _JsonText(path, stream)
        if not text.enter_list(_DEEPEST_LIST):
            raise ImportFileError(
                f"{path}: no list of postings in this JSON. Expected an array of objects, an object that holds "
                "one, or one object a line."
            )
        number = 0
        while not text.at_end_of_list():
            number += 1
            yield _row(number, text.value())


class _JsonText:
    """A window that moves over a JSON text."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path = path
        self._stream = stream
        self._window = ""
        self._position = 0

    def enter_list(self, depth: int) -> bool:
        """Move behind the bracket of the first array that begins with an object; False when there is none."""
        sign = self._peek()
        if sign == "[":
            self._position += 1
            return self._peek() in "{]"
        if sign != "{" or depth == 0:
            return False
        self._position += 1
        while self._peek() != "}":
            self.value()  # the key
            self._expect(":")
            if self._holds_list(depth):
                return True
            if self._peek() == ",":
                self._position += 1
        self._position += 1
        return False

    def _holds_list(self, depth: int) -> bool:
        """Enter the array or object at hand when it has the rows; otherwise move behind it."""
        sign = self._peek()
        if sign == "{" and depth > 1:
            return self.enter_list(depth - 1)
        if sign == "[" and self._begins_with_object():
            return True
        self.value()
        return False

    def _begins_with_object(self) -> bool:
        """Tell whether the array at hand begins with an object, and then move to that."""
        self._position += 1
        if self._peek() == "{":
            return True
        # The bracket is still in the window, unless more was read to find the next sign; then it is put back.
        self._window, self._position = "[" + self._window[self._position :], 0
        return False

    def at_end_of_list(self) -> bool:
        """Tell whether the array ends here; move over the comma before the next value."""
        sign = self._peek()
        if sign == ",":
            self._position += 1
            sign = self._peek()
        return sign == "]"

    def value(self) -> Any:
        """Return the value at hand and move behind it."""
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._position)
            except (ValueError, RecursionError) as error:
                if not self._read_more():
                    raise self._broken(str(error)) from error
                continue
            if end == len(self._window) and self._read_more():
                continue  # a number may go on
            self._position = end
            return value

    def _peek(self) -> str:
        """Return the next sign that is no space, having moved to it."""
        while True:
            while self._position < len(self._window):
                if self._window[self._position] not in _SPACE:
                    return self._window[self._position]
                self._position += 1
            if not self._read_more():
                raise self._broken("it ends in the middle")

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._broken(f"{self._peek()!r} where {sign!r} is expected")
        self._position += 1

    def _read_more(self) -> bool:
        """Drop what has been read and at least double the window, so that a long value is decoded in linear time."""
        rest = self._window[self._position :]
        more = self._stream.read(max(_CHUNK, len(rest)))
        self._window, self._position = rest + more, 0
        return bool(more)

    def _broken(self, what: str) -> ImportFileError:
        near = self._window[self._position : self._position + 60]
        return ImportFileError(
            f"{self._path}: no valid JSON: {what}, near {near!r}. Nothing of the file was stored. "
            "Export it again; if it was cut short, one object a line (JSON Lines) would let the whole rows be used."
        )
