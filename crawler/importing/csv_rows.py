"""CSV with any delimiter and encoding; a row that is broken does not take the rest of the file with it."""

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from skilldemand.crawler.errors import ImportFileError
from skilldemand.crawler.importing.rows import Row, Table
from skilldemand.crawler.importing.text_encoding import STRAY_BYTES, detect_encoding

_DELIMITERS = ",;\t|"
_LONGEST_RECORD = 4_000_000  # characters; a quoted field that runs on for longer was never closed
_NO_LIMIT = 2**31 - 1


def open_csv(path: Path, columns: list[str] | None = None) -> Table:
    """Open a CSV file whose first line names its columns. Raises ImportFileError when it has no such line."""
    del columns  # a line is read whole
    csv.field_size_limit(_NO_LIMIT)
    lines = _Lines(_read_lines(path))
    header = next(lines, None)
    while header is not None and not header.strip():
        header = next(lines, None)
    if header is None:
        raise ImportFileError(f"{path}: the file is empty. Give a CSV whose first line names its columns.")
    while header.count('"') % 2 and len(header) < _LONGEST_RECORD and (more := next(lines, None)) is not None:
        header += more
    delimiter = max(_DELIMITERS, key=lambda sign: len(_fields(header, sign)))
    names = [name.strip() for name in _fields(header, delimiter)]
    return Table(names, _rows(lines, names, delimiter))


def _read_lines(path: Path) -> Iterator[str]:
    encoding = detect_encoding(path)
    with path.open(encoding=encoding, errors=STRAY_BYTES if encoding != "utf-16" else "replace", newline="") as stream:
        for line in stream:
            yield line.replace("\0", "")


class _Lines:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._returned.popleft() if self._returned else next(self._lines)

    def put_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))


def _fields(record: str, delimiter: str) -> list[str]:
    """Return the fields of one record; a record that is no CSV gives none."""
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=False), [])
    except csv.Error:
        return []


def _rows(lines: _Lines, names: list[str], delimiter: str) -> Iterator[Row]:
    number = 0
    for line in lines:
        if not line.strip():
            continue
        number += 1
        record = _record(line, lines)
        fields = _fits("".join(record), names, delimiter)
        if fields is not None:
            yield Row(number, dict(zip(names, fields, strict=True)))
            continue
        found = len(_fields("".join(record), delimiter))
        _put_back_good(record, lines, names, delimiter)
        yield Row(
            number, {}, f"broken row: {found} fields instead of {len(names)}, or a quotation mark that is not closed"
        )


def _record(line: str, lines: _Lines) -> list[str]:
    """Return the lines of the record that begins with `line`: up to the one that closes its quotation marks."""
    record, length, opened = [line], len(line), line.count('"') % 2
    while opened and length < _LONGEST_RECORD and (more := next(lines, None)) is not None:
        record.append(more)
        length += len(more)
        opened ^= more.count('"') % 2
    return record


def _fits(record: str, names: list[str], delimiter: str) -> list[str] | None:
    """Return the fields when there is one for each column; empty ones too many are dropped."""
    if record.count('"') % 2:
        return None
    fields = _fields(record, delimiter)
    while len(fields) > len(names) and not fields[-1]:
        fields.pop()
    return fields if len(fields) == len(names) else None


def _put_back_good(record: list[str], lines: _Lines, names: list[str], delimiter: str) -> None:
    """Put the lines behind a broken row back from the first one on that is a row by itself."""
    for place in range(1, len(record)):
        if _fits(record[place], names, delimiter) is not None:
            lines.put_back(record[place:])
            return
