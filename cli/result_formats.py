"""A query result as a table, CSV, JSON, Markdown or Parquet, written as its rows arrive."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from skilldemand.cli.sql_client import Result

FORMATS = ("table", "csv", "json", "md", "parquet")
SEVERAL = ("table", "md")
"""Formats in which one output can hold several results."""
MOST_IN_TABLE = 100_000
"""Rows that a table for eyes may have; the other formats take any number."""


def write_result(result: "Result", output_format: str, output: Path | None) -> int:
    """Print a result or write it to `output`, and return its number of rows.

    Raises UsageError when Parquet has no `output`, the path cannot be written or a table would be too long.
    """
    if output_format == "parquet":
        return _write_parquet(result, output)
    if output_format == "table" and output is None:
        rows = _collected(result)
        _print_table(result.schema.names, [[_cell(value) for value in row] for row in rows], result.schema)
        return len(rows)
    with _opened(output) as out:
        return _TEXT[output_format](result, out)


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise UsageError(f"--output {str(output)!r}: {error.strerror}. Give a path that can be written.") from error


def _write_parquet(result: "Result", output: Path | None) -> int:
    import pyarrow.parquet as pq

    if output is None:
        raise UsageError("--format parquet: needs --output FILE, Parquet does not go to a terminal.")
    rows = 0
    try:
        with pq.ParquetWriter(output, result.schema, compression="zstd") as writer:
            for batch in result.batches:
                writer.write_batch(batch)
                rows += batch.num_rows
    except OSError as error:
        raise UsageError(f"--output {str(output)!r}: {error}. Give a path that can be written.") from error
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)


def _rows(batch: "pa.RecordBatch") -> list[list[Any]]:
    # Columns by position: a join may name two columns alike.
    columns = [column.to_pylist() for column in batch.columns]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []


def _collected(result: "Result") -> list[list[Any]]:
    rows: list[list[Any]] = []
    for batch in result.batches:
        rows += _rows(batch)
        if len(rows) > MOST_IN_TABLE:
            raise UsageError(
                f"--format table, md: more than {MOST_IN_TABLE:,} rows. Use --format csv, json or parquet, or --limit."
            )
    return rows


def _print_table(names: list[str], rows: list[list[str]], schema: "pa.Schema") -> None:
    """Print a table; a row a block, a column a line where the columns do not fit beside each other."""
    import pyarrow as pa

    numeric = [pa.types.is_integer(field.type) or pa.types.is_floating(field.type) for field in schema]
    longest = [max((len(row[place]) for row in rows), default=0) for place in range(len(names))]
    least = [length if number else min(length, 12) for length, number in zip(longest, numeric, strict=True)]
    if rows and sum(max(width, 3) + 3 for width in least) + 1 > console.out.width:
        _print_blocks(names, rows)
        return
    table = Table()
    for name, number, width in zip(names, numeric, least, strict=True):
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(console.escape(name), justify=justify, min_width=width, overflow="fold")
    for row in rows:
        table.add_row(*(console.escape(cell) for cell in row))
    console.out.print(table)


def _print_blocks(names: list[str], rows: list[list[str]]) -> None:
    width = max(map(len, names))
    for number, row in enumerate(rows, start=1):
        console.out.print(f"[dim]row {number}[/]")
        for name, cell in zip(names, row, strict=True):
            console.out.print(f"  {console.escape(name):<{width}}  {console.escape(cell)}")


def _csv(result: "Result", out: IO[str]) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.schema.names)
    count = 0
    for batch in result.batches:
        writer.writerows(_rows(batch))
        count += batch.num_rows
    return count


def _json(result: "Result", out: IO[str]) -> int:
    names, count = result.schema.names, 0
    out.write("[")
    for batch in result.batches:
        for row in _rows(batch):
            record = dict(zip(names, row, strict=True))
            out.write(("," if count else "") + "\n " + json.dumps(record, ensure_ascii=False, default=str))
            count += 1
    out.write("\n]\n" if count else "]\n")
    return count


def _markdown(result: "Result", out: IO[str]) -> int:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    rows = _collected(result)
    out.write(line(result.schema.names) + line(["---"] * len(result.schema.names)))
    out.writelines(line([_cell(value) for value in row]) for row in rows)
    return len(rows)


_TEXT = {"table": _markdown, "csv": _csv, "json": _json, "md": _markdown}
