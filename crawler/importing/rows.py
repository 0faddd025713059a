"""What every reader of a file hands on: rows, and rows that could not be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


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


Reader = Callable[[Path, list[str] | None], Table]
"""Opens one kind of file; the columns given limit what is read, where the format allows it."""
