"""A query result as a table, CSV, JSON, Markdown or Parquet."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("table", "csv", "json", "md", "parquet")


def print_result(result: "pa.Table", output_format: str, output: Path | None) -> None:
    """Print or write the rows; raises UsageError when Parquet has no --output or the path cannot be written."""
    if output_format == "parquet":
        _write_parquet(result, output)
        return
    if output_format == "table" and output is None:
        console.out.print(_rich_table(result))
        return
    text = _TEXT[output_format](result)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--output {str(output)!r}: {error.strerror}. Give a path that can be written.") from error


def _write_parquet(result: "pa.Table", output: Path | None) -> None:
    import pyarrow.parquet as pq

    if output is None:
        raise UsageError("--format parquet: needs --output FILE, Parquet does not go to a terminal.")
    try:
        pq.write_table(result, output)
    except OSError as error:
        raise UsageError(f"--output {str(output)!r}: {error}. Give a path that can be written.") from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)


def _rows(result: "pa.Table") -> list[list[Any]]:
    # Columns by position: a join may name two columns alike.
    columns = [column.to_pylist() for column in result.columns]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []


def _rich_table(result: "pa.Table") -> Table:
    import pyarrow as pa

    table = Table()
    for field in result.schema:
        numeric = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        table.add_column(console.escape(field.name), justify="right" if numeric else "left")
    for row in _rows(result):
        table.add_row(*(console.escape(_cell(value)) for value in row))
    return table


def _csv(result: "pa.Table") -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(result.column_names)
    writer.writerows(_rows(result))
    return buffer.getvalue()


def _json(result: "pa.Table") -> str:
    names = result.column_names
    records = [dict(zip(names, row, strict=True)) for row in _rows(result)]
    return json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n"


def _markdown(result: "pa.Table") -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    head = line(result.column_names) + line(["---"] * len(result.column_names))
    return head + "".join(line([_cell(value) for value in row]) for row in _rows(result))


_TEXT = {"table": _markdown, "csv": _csv, "json": _json, "md": _markdown}
