"""What every reader of a file hands on: rows, and rows that could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


class Row(NamedTuple):
    """One row; `number` counts from 1 without the header. A row that could not be read has a reason and no values."""

    number: int
    values: dict[str, Any]
    unreadable: str | None = None


@dataclass(frozen=True)
class Table:
    """An opened file: its column names, and an iterator over its rows that reads as it goes."""

    columns: list[str]
    rows: Iterator[Row]


class Reader(Protocol):
    """Opens one kind of file; `columns` given on a second opening limits what is read, where the format allows it."""

    def __call__(self, path: Any, columns: list[str] | None = None) -> Table: ...
